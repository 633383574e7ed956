"""Stage `denoiser`: U-Net and text encoder together, by rectified flow (Liu et al. 2022, arXiv:2209.03003).

The latents z turn into noise e on straight lines, x(s) = (1 - s) z + s e; the network learns the velocity e - z.
"""

from functools import partial

import torch
from models.denoiser import Denoiser, neutral
from models.sampling import euler, guided
from scenes.bank import load_bank
from scenes.bpe import Tokenizer
from scenes.conditions import Dropout, drop, told_rows
from scenes.load import stage_of
from sheet import contact_sheet

from .checkpoint import find_progress, run_folder
from .latents import LatentPool, held_out_rows, load_autoencoder
from .lessons import colour_loss, lesson_loss, taught_of, truth_of
from .precision import autocast
from .reading import read_captions
from .run import Run
from .stream import stream
from .templates import drawing_of, only_kept, remember

PROMPTS = (
    "a red bird on a branch", "a blue fox in the snow", "two owls at night, navy background", "an apple on a table", "a flamingo on the water",
    "a pink whale under the sea", "a green car on the road", "a yellow chick in a nest", "a castle on a hill with a rainbow",
    "a cat on the left and a dog on the right", "a penguin in the snow", "a purple butterfly in a garden",
)  # fmt: skip


def draw_times(count: int, device) -> torch.Tensor:
    """Noise shares s in (0, 1]: mostly from the middle (Esser et al. 2024, arXiv:2403.03206), some from everywhere."""
    middle = torch.sigmoid(torch.randn(count, device=device) + 0.2)
    even = torch.rand(count, device=device) * 0.999 + 0.001
    return torch.where(torch.rand(count, device=device) < 0.3, even, middle)


def trimmed(ids: torch.Tensor, end: int) -> torch.Tensor:
    """Without the columns that pad all."""
    return ids[:, : int((ids != end).sum(1).max())]


def flow_loss(model, rows: dict, told: dict, s: torch.Tensor, noise: torch.Tensor, subject: float, taught=None):
    """Squared error of the velocity, cells that hold a subject counting 1 + `subject` times; and what the memory gave."""
    z = rows["z"]
    x = torch.lerp(z, noise, s[:, None, None, None])
    with autocast(z.device):
        velocity, recalled = model.recall(x, s * 1000, model.text(told["ids"]), told, taught)
    weight = 1 + subject * rows["weight"]
    return ((velocity.float() - (noise - z)) ** 2 * weight).mean() / weight.mean(), recalled


def recollection(recalled, told: dict) -> str:
    """Share of naming words whose subject is read, and how far off chosen places are."""
    labels, none = told["token_subject"][:, : recalled.subject.shape[1]], recalled.subject.shape[-1] - 1
    named = labels < none
    right = (recalled.subject[..., :none].argmax(-1) == labels)[named].float().mean()
    there, truth = truth_of(recalled, told)
    off = (recalled.found.chosen.pose[:, :2] - truth[:, :2]).abs().mean(-1)[there > 0].median()
    return f"named {right:.3f} off {off:.3f}"


@torch.no_grad()
def validate(model: Denoiser, rows: dict, tokenizer: Tokenizer, taught) -> str:
    """Velocity error on held-out scenes (odd seeds) with the right drawings laid, with words, without, and with knobs too."""
    device, n = rows["z"].device, len(rows["z"])
    noise = torch.randn(rows["z"].shape, generator=torch.Generator().manual_seed(5)).to(device)
    s = torch.linspace(0.08, 1, n, device=device)
    rates = dict(words=Dropout(0, 0, 1, 1, 1), nothing=Dropout(1, 1, 1, 1, 1), everything=Dropout(0, 0, 0, 0, 0))
    told = {k: drop(rows, rate, tokenizer.end) for k, rate in rates.items()}
    scores = {k: flow_loss(model, rows, told[k], s, noise, 0.0) for k in rates}
    laid, shown = flow_loss(model, rows, told["words"], s, noise, 0.0, taught)
    return f"laid {laid.item():.4f} colour {colour_loss(shown, rows['z']).item():.3f} " + " ".join(f"{k} {v.item():.4f}" for k, (v, _) in scores.items()) + " " + recollection(scores["words"][1], told["words"])


@torch.no_grad()
def sheet(model: Denoiser, autoencoder, tokenizer: Tokenizer, device, steps: int, guidance: float, path) -> None:
    """A few prompts, one seed: look at it early."""
    ids = tokenizer(list(PROMPTS)).to(device)
    noise = torch.randn(1, 4, 32, 32, generator=torch.Generator().manual_seed(1)).to(device).expand(len(ids), -1, -1, -1)
    told = neutral(len(ids), device)
    velocity = guided(model, ids, told, tokenizer([""] * len(ids)).to(device), told, guidance)
    pictures = torch.cat([autoencoder.decode(z[None]) for z in euler(velocity, noise.contiguous(), steps)])
    path.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet((pictures.float().cpu() / 2 + 0.5).clamp(0, 1), list(PROMPTS), 6, path)


def parameter_groups(model: Denoiser, embeddings: float):
    """Word vectors learn faster: each word is met rarely."""
    words = list(model.text.tokens.parameters())
    known = {id(p) for p in words}
    return [([p for p in model.parameters() if id(p) not in known], 1.0), (words, embeddings)]


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    bank, tokenizer = load_bank().to(device), Tokenizer()
    autoencoder = load_autoencoder(device)
    stage = only_kept(stage_of(bank), bank)
    subjects, drawings = stage.subjects, drawing_of(bank, stage.subjects).to(device)
    model = Denoiser(recipe["shape"], tokenizer, subjects=len(subjects))
    numbers = {name: k for k, name in enumerate(subjects)}
    also = partial(told_rows, tokenizer, numbers)
    if not find_progress("denoiser"):
        read_captions(model.to(device), stage, tokenizer, also, recipe["captions"], 96, recipe["embeddings"], device)
    rows = held_out_rows(bank, autoencoder, stage, also, device, recipe["validation"])
    torch.manual_seed(0)
    right = taught_of(rows, len(subjects), drawings)
    run = Run("denoiser", model, recipe, minutes, device, parameter_groups(model, recipe["embeddings"]), check=lambda m: validate(m, rows, tokenizer, right))
    if not model.unet.memory.maps.any():
        remember(model.unet.memory, bank, subjects, autoencoder)
    torch.manual_seed(run.count)
    if recipe["compile"]:
        model.unet.compile()
    batches = stream(stage, recipe["pictures"], run.count, recipe["workers"], also=also)
    pool = LatentPool(bank, autoencoder, batches, device, recipe["pool"])
    while len(pool) < recipe["fill"]:
        pool.refresh()
    rates = Dropout(**recipe["drop"])
    while run.goes_on():
        if run.count % recipe["refresh_every"] == 0:
            pool.refresh()
        drawn = pool.draw(recipe["batch"])
        told = drop(drawn, rates, tokenizer.end)
        if not recipe["compile"]:  # a compiled graph wants one length
            told["ids"] = trimmed(told["ids"], tokenizer.end)
        noise, s = torch.randn_like(drawn["z"]), draw_times(recipe["batch"], device)
        loss, recalled = flow_loss(model, drawn, told, s, noise, recipe["subject"], taught_of(told, len(subjects), drawings))
        run.learn(loss + recipe["lessons"] * lesson_loss(recalled, told, drawn["z"], model.unet.memory.search.centres))
    complete = run.finish()
    sheet(run.ema.model, autoencoder, tokenizer, device, recipe["sheet_steps"], recipe["guidance"], run_folder("denoiser") / "sheet.webp")
    return complete
