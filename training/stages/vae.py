"""Stage `vae`: train the autoencoder on crops around subjects."""

import math

import torch
import torch.nn.functional as F
from models.vae import Autoencoder, PatchCritic
from scenes.bank import load_bank
from scenes.collate import to_device
from scenes.compose import compose
from scenes.load import load_hypernyms, stage_of

from .checkpoint import find_progress, find_weights, load_state, run_folder, save_progress, save_state, save_weights
from .ema import Ema
from .pictures import CropPool
from .precision import autocast
from .sitting import Sitting, learning_rate
from .stream import draw_batch, stream


def slopes(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Differences to the right and downwards."""
    return x[..., :, 1:] - x[..., :, :-1], x[..., 1:, :] - x[..., :-1, :]


def reconstruction(y: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """L1 weighted up at edges and small features, plus slopes, plus squared error, plus a coarse term."""
    right, down = slopes(x)
    edge = F.pad(right.abs().amax(1, keepdim=True), (1, 0)) + F.pad(down.abs().amax(1, keepdim=True), (0, 0, 1, 0))
    weight = 1 + 4 * F.max_pool2d(edge, 3, 1, 1).clamp(0, 0.7)
    l1 = ((y - x).abs() * weight).mean()
    slope = sum((a - b).abs().mean() for a, b in zip(slopes(y), (right, down), strict=True))
    coarse = (F.avg_pool2d(y, 4) - F.avg_pool2d(x, 4)).abs().mean()
    return l1 + 0.6 * slope + 1.5 * F.mse_loss(y, x) + 0.3 * coarse


def psnr(y: torch.Tensor, x: torch.Tensor) -> float:
    """Decibels, for values in -1..1."""
    return 10 * math.log10(4 / F.mse_loss(y.clamp(-1, 1), x).item())


@torch.no_grad()
def validate(model: Autoencoder, bank, device, pictures: int) -> dict[str, float]:
    """PSNR on held-out scenes (odd seeds): whole pictures, and subjects alone by their masks."""
    batch = draw_batch(stage_of(bank), load_hypernyms(), pictures, 77_777)
    painted = compose(bank, to_device(batch.fields, device), 77_777)
    x = painted["picture"] * 2 - 1
    y = torch.cat([model.decoder(model.encoder(part)[0]) for part in x.split(8)]).float().clamp(-1, 1)
    mask = painted["masks"].amax(1, keepdim=True)
    error = ((y - x) ** 2 * mask).sum() / (mask.sum() * 3)
    return dict(psnr=psnr(y, x), psnr_subject=10 * math.log10(4 / error.item()))


@torch.no_grad()
def measure_latents(model: Autoencoder, bank, device, pictures: int) -> None:
    """Set shift and scale so that latents have zero mean and unit deviation in every channel."""
    batch = draw_batch(stage_of(bank), load_hypernyms(), pictures, 99_998)
    x = compose(bank, to_device(batch.fields, device), 1)["picture"] * 2 - 1
    z = torch.cat([model.encoder(part)[0] for part in x.split(8)]).float()
    model.shift.copy_(z.mean((0, 2, 3)))
    model.scale.copy_(z.std((0, 2, 3)))


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    torch.manual_seed(0)
    bank = load_bank().to(device)
    model = Autoencoder().to(device, memory_format=torch.channels_last)
    critic = PatchCritic().to(device, memory_format=torch.channels_last)
    state, start = load_state("vae"), find_weights("vae")
    if state and state.get("recipe", recipe["name"]) != recipe["name"]:
        state = None
    step, seconds = 0, 0.0
    if state is None and start:
        model.load_state_dict(start)
        facts = find_progress("vae")
        if facts.get("recipe") == recipe["name"]:  # time under another recipe does not count, its weights do
            step, seconds = facts["step"], facts["seconds"]
    ema = Ema(model, recipe["ema"])
    optimiser = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.98), weight_decay=1e-4)
    critic_optimiser = torch.optim.AdamW(critic.parameters(), lr=recipe["lr"] * 0.5, betas=(0.5, 0.95))
    if state:
        model.load_state_dict(state["model"])
        ema.model.load_state_dict(state["ema"])
        optimiser.load_state_dict(state["optimiser"])
        critic.load_state_dict(state["critic"])
        critic_optimiser.load_state_dict(state["critic_optimiser"])
        step, seconds = state["step"], state["seconds"]
    encode, decode = model.encoder, model.decoder
    if recipe["compile"]:
        encode, decode = torch.compile(encode), torch.compile(decode)
    sitting = Sitting(minutes, recipe["minutes"], seconds)
    batches = stream(stage_of(bank), recipe["pictures"], step, recipe["workers"])
    pool = CropPool(bank, batches, device, recipe["pool"], step)
    while len(pool.pictures) < min(recipe["pool"], 4 * recipe["crops"]):
        pool.refresh()
    sums = torch.zeros(3)
    next_save, since, done_before = sitting.here + recipe["save_every"], sitting.here, step

    def save():
        measure_latents(ema.model, bank, device, recipe["measured"])
        model.shift.copy_(ema.model.shift)
        model.scale.copy_(ema.model.scale)
        save_state("vae", dict(
            model=model.state_dict(), ema=ema.model.state_dict(), optimiser=optimiser.state_dict(), critic=critic.state_dict(),
            critic_optimiser=critic_optimiser.state_dict(), step=step, seconds=sitting.seconds, recipe=recipe["name"],
        ))  # fmt: skip
        save_weights(run_folder("vae"), "vae", ema.model.state_dict())
        save_progress(run_folder("vae"), "vae", step=step, seconds=round(sitting.seconds), recipe=recipe["name"])

    last = step + recipe.get("steps", math.inf)
    while step < last and sitting.goes_on():
        if step % recipe["refresh_every"] == 0:
            pool.refresh()
        x = pool.crops(recipe["crops"], recipe["crop_size"]).contiguous(memory_format=torch.channels_last)
        adversarial = sitting.progress > recipe["adversarial_from"]
        with autocast(device):
            mean, log_variance = encode(x)
            mean, log_variance = mean.float(), log_variance.float().clamp(-12, 4)
            y = decode(mean + torch.randn_like(mean) * (0.5 * log_variance).exp())
            judged = critic(y) if adversarial else None
        loss = reconstruction(y.float(), x)
        kl = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).mean()
        total = loss + recipe["kl"] * kl
        if adversarial:
            total = total - recipe["adversarial"] * judged.float().mean()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(recipe["lr"], step, sitting.progress)
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        nn_norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if torch.isfinite(nn_norm):
            optimiser.step()
        if adversarial:
            with autocast(device):
                real, fake = critic(x), critic(y.detach())
            hinge = F.relu(1 - real.float()).mean() + F.relu(1 + fake.float()).mean()
            critic_optimiser.zero_grad(set_to_none=True)
            hinge.backward()
            critic_optimiser.step()
        ema.update(model, step)
        step += 1
        if step % recipe["log_every"] == 0:
            sums = torch.tensor([loss.item(), kl.item(), psnr(y.detach().float(), x)])
            rate = (step - done_before) * len(x) / max(sitting.here - since, 1e-6)
            done_before, since = step, sitting.here
            print(f"vae {step} {sitting.seconds:.0f}s {rate:.0f} crops/s loss {sums[0]:.4f} kl {sums[1]:.2f} psnr {sums[2]:.2f}", flush=True)
        if sitting.here > next_save:
            next_save += recipe["save_every"]
            save()
            scores = validate(ema.model, bank, device, recipe["validation"])
            print(f"vae {step} saved: psnr {scores['psnr']:.2f} dB, subjects {scores['psnr_subject']:.2f} dB", flush=True)
    save()
    scores = validate(ema.model, bank, device, recipe["validation"])
    print(f"vae {step} {sitting.seconds:.0f}s end of sitting: psnr {scores['psnr']:.2f} dB, subjects {scores['psnr_subject']:.2f} dB", flush=True)
    return sitting.complete
