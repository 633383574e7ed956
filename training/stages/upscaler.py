"""Stage `upscaler`: four times the pixels, learnt from exact pairs.

The large picture is composed from the same vectors drawn four times larger; the small one is its area average,
half the time also sent through the autoencoder, as the model's own pictures are.
"""

import torch
import torch.nn.functional as F
from models.preview import Upscaler
from scenes.bank import load_details
from scenes.load import stage_of

from .latents import load_autoencoder
from .pictures import CropPool
from .precision import autocast
from .run import Run
from .stream import stream
from .vae import psnr, slopes

SCALE = 4


def shrink(large: torch.Tensor) -> torch.Tensor:
    """Area average by SCALE."""
    return F.avg_pool2d(large, SCALE)


@torch.no_grad()
def validate(model, small: torch.Tensor, large: torch.Tensor) -> str:
    """Decibels on held-out pairs; beside them the bicubic enlargement's."""
    plain = F.interpolate(small, scale_factor=SCALE, mode="bicubic").clamp(0, 1)
    return f"psnr {psnr(model(small).float() * 2 - 1, large * 2 - 1):.2f} dB, bicubic {psnr(plain * 2 - 1, large * 2 - 1):.2f} dB"


def loss_of(drawn: torch.Tensor, large: torch.Tensor) -> torch.Tensor:
    """L1 and slopes, so that edges stay sharp, and the small picture must come out again."""
    edges = sum((a - b).abs().mean() for a, b in zip(slopes(drawn), slopes(large), strict=True))
    return F.l1_loss(drawn, large) + 0.5 * edges + 0.5 * F.l1_loss(shrink(drawn), shrink(large))


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    bank, autoencoder = load_details().to(device), load_autoencoder(device)
    stage, size = stage_of(bank), recipe["crop_size"] * SCALE
    held_out = CropPool(bank, stream(stage, 1, 38_888, 0, odd=True), device, recipe["validation"], 1, SCALE)
    for _ in range(recipe["validation"]):
        held_out.refresh()
    large = held_out.crops(2 * recipe["validation"], size, 32) / 2 + 0.5
    small = shrink(large)
    model = Upscaler()
    run = Run("upscaler", model, recipe, minutes, device, check=lambda m: validate(m, small, large))
    torch.manual_seed(run.count)
    if recipe["compile"]:
        model.compile()
    pool = CropPool(bank, stream(stage, recipe["pictures"], run.count, recipe["workers"]), device, recipe["pool"], run.count, SCALE)
    while len(pool.pictures) < recipe["fill"]:
        pool.refresh()
    while run.goes_on():
        if run.count % recipe["refresh_every"] == 0:
            pool.refresh()
        large = pool.crops(recipe["batch"], size, 32) / 2 + 0.5
        small = shrink(large)
        half = len(small) // 2
        with torch.no_grad(), autocast(device):
            soft = autoencoder.decode(autoencoder.encode(small[:half] * 2 - 1)).float() / 2 + 0.5
        small = torch.cat([soft.clamp(0, 1), small[half:]])
        with autocast(device):
            drawn = model(small)
        run.learn(loss_of(drawn.float(), large))
    return run.finish()
