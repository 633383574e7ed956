"""Stage `preview`: teach the small decoder what the large one draws."""

import torch
import torch.nn.functional as F
from models.preview import PreviewDecoder
from scenes.bank import load_bank
from scenes.load import stage_of

from .latents import load_autoencoder
from .pictures import CropPool
from .precision import autocast
from .run import Run
from .stream import stream
from .vae import psnr, reconstruction


@torch.no_grad()
def validate(model, autoencoder, x: torch.Tensor) -> str:
    """Decibels to the picture itself; beside it the large decoder's."""
    z = autoencoder.encode(x)
    return f"psnr {psnr(model(z).float(), x):.2f} dB, large decoder {psnr(autoencoder.decode(z).float(), x):.2f} dB"


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    bank, autoencoder = load_bank().to(device), load_autoencoder(device)
    held_out = CropPool(bank, stream(stage_of(bank), recipe["validation"], 38_888, 0, odd=True), device, recipe["validation"])
    held_out.refresh()
    x = torch.stack(held_out.pictures).to(device).float() / 127.5 - 1
    model = PreviewDecoder()
    run = Run("preview", model, recipe, minutes, device, check=lambda m: validate(m, autoencoder, x))
    torch.manual_seed(run.count)
    if recipe["compile"]:
        model.compile()
    pool = CropPool(bank, stream(stage_of(bank), recipe["pictures"], run.count, recipe["workers"]), device, recipe["pool"], run.count)
    while len(pool.pictures) < recipe["fill"]:
        pool.refresh()
    while run.goes_on():
        if run.count % recipe["refresh_every"] == 0:
            pool.refresh()
        crops = pool.crops(recipe["batch"], recipe["crop_size"])
        with torch.no_grad(), autocast(device):
            z = autoencoder.encode(crops)
            goal = autoencoder.decode(z).float()
        z = z + 0.05 * torch.rand(len(z), 1, 1, 1, device=device) * torch.randn_like(z)  # half-finished latents are noisy
        with autocast(device):
            drawn = model(z).float()
        run.learn(reconstruction(drawn, goal) + 0.5 * F.l1_loss(drawn, crops))
    return run.finish()
