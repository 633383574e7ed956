"""Stage `fast`: distil the denoiser to a few steps, guidance included.

Phased consistency (Heek et al. 2024, arXiv:2403.06807; Wang et al. 2024, arXiv:2405.18407): time is cut into
`phases` equal parts; from anywhere in a part the student must jump to where the guided teacher's path leaves it.
At sampling, Euler's method with as many steps as phases takes exactly those jumps. The text encoder stays the teacher's.
"""

from functools import partial

import torch
from models.denoiser import Denoiser, neutral
from models.sampling import euler, guided
from scenes.bank import load_bank
from scenes.bpe import Tokenizer
from scenes.collate import SLOTS as SUBJECTS
from scenes.conditions import LESSONS, Dropout, drop, told_rows
from scenes.load import stage_of

from .checkpoint import find_progress, find_weights
from .latents import LatentPool, held_out_rows, load_autoencoder
from .precision import autocast
from .run import Run
from .stream import stream


def load_denoiser(device, stage: str = "denoiser") -> Denoiser:
    """A trained denoiser, frozen: `denoiser`, or `fast` with its own U-Net and the same words."""
    facts, weights = find_progress(stage), find_weights(stage)
    if weights is None:
        raise SystemExit(f"no weights of the stage {stage} yet")
    if stage == "fast":
        weights = {f"unet.{k}": v for k, v in weights.items()} | {k: v for k, v in find_weights("denoiser").items() if k.startswith("text.")}
    model = Denoiser(facts["shape"], subjects=len(weights["unet.memory.heights"]))
    model.load_state_dict(weights)
    return model.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)


def draw_pairs(count: int, grid: int, phases: int, device):
    """Noise shares (s, the next lower of the grid, the end of its phase), each [count]."""
    at = torch.randint(1, grid + 1, (count,), device=device)
    width = grid // phases
    return at / grid, (at - 1) / grid, (at - 1).div(width, rounding_mode="floor") * width / grid


def wide(s: torch.Tensor) -> torch.Tensor:
    return s[:, None, None, None]


def distil_loss(student, average, teacher, words, rows: dict, told: dict, noise, pairs) -> torch.Tensor:
    """Squared error between the student's velocity and the one that leads where the teacher's path does.

    student, average: U-Nets; teacher: guided velocity; words: hidden states; told: conditions with embeds.
    """
    s, below, end = pairs
    x = torch.lerp(rows["z"], noise, wide(s))
    with torch.no_grad(), autocast(x.device):
        nearer = x + wide(below - s) * teacher(x, s * 1000).float()
        onward = average(nearer, below * 1000, words, **told)[0].float()
        goal = nearer + wide(end - below) * onward  # end = below leaves nothing to go
        velocity = (x - goal) / wide(s - end)
    with autocast(x.device):
        mine = student(x, s * 1000, words, **told)[0]
    error = (mine.float() - velocity).pow(2).mean((1, 2, 3))
    return (error + 1e-4).sqrt().mean()  # outliers count less (pseudo-Huber)


@torch.no_grad()
def validate(unet, teacher_model, rows: dict, ids, empty, guidance: float, phases: int) -> str:
    """Distance of few-step latents to the teacher's at 16 steps; beside it the teacher's own at as few steps."""
    device, n = rows["z"].device, len(ids)
    noise = torch.randn(rows["z"].shape, generator=torch.Generator().manual_seed(5)).to(device)
    plain = neutral(n, device, regions=SUBJECTS)
    goal = euler(guided(teacher_model, ids, plain, empty, plain, guidance), noise, 16)
    short = euler(guided(teacher_model, ids, plain, empty, plain, guidance), noise, phases)
    words, told = teacher_model.text(ids), dict(plain, dh=torch.zeros(1, *unet.hidden, device=device))
    mine = euler(lambda z, t: unet(z, t, words, **told)[0], noise, phases)
    return f"distance {(mine - goal).pow(2).mean():.4f}, undistilled {(short - goal).pow(2).mean():.4f}"


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    bank, tokenizer = load_bank().to(device), Tokenizer()
    autoencoder, teacher = load_autoencoder(device), load_denoiser(device)
    shape = find_progress("denoiser")["shape"]
    stage = stage_of(bank)
    student = Denoiser(shape, tokenizer, subjects=len(stage.subjects)).unet
    also = partial(told_rows, tokenizer, {name: k for k, name in enumerate(stage.subjects)})
    rows = held_out_rows(bank, autoencoder, stage, also, device, recipe["validation"])
    empty = tokenizer([""]).to(device)
    run = Run(
        "fast", student, dict(recipe, shape=shape), minutes, device, start=teacher.unet.state_dict(),
        check=lambda m: validate(m, teacher, rows, rows["ids"], empty.expand(len(rows["ids"]), -1), recipe["guidance"], recipe["phases"]),
    )  # fmt: skip
    student.train().requires_grad_(True)
    torch.manual_seed(run.count)
    if recipe["compile"]:
        student.compile(), teacher.unet.compile(), run.ema.model.compile()
    pool = LatentPool(bank, autoencoder, stream(stage, recipe["pictures"], run.count, recipe["workers"], also=also), device, recipe["pool"])
    while len(pool) < recipe["fill"]:
        pool.refresh()
    batch, rates = recipe["batch"], Dropout(**recipe["drop"])
    nothing, empties = neutral(batch, device, regions=SUBJECTS), empty.expand(batch, -1)
    while run.goes_on():
        if run.count % recipe["refresh_every"] == 0:
            pool.refresh()
        drawn = pool.draw(batch)
        told = drop(drawn, rates, tokenizer.end)
        with torch.no_grad(), autocast(device):
            words = teacher.text(told["ids"])
            told["region_embeds"] = teacher.text.phrase(told.pop("region_ids"))
            velocity = guided(teacher, told.pop("ids"), told, empties, nothing, recipe["guidance"])
        told = {k: v for k, v in told.items() if k not in (*LESSONS, "worded")} | dict(dh=torch.zeros(1, *student.hidden, device=device))
        pairs = draw_pairs(batch, recipe["grid"], recipe["phases"], device)
        run.learn(distil_loss(student, run.ema.model, velocity, words, drawn, told, torch.randn_like(drawn["z"]), pairs))
    return run.finish()
