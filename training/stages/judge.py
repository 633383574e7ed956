"""Stage `judge`: train the classifiers and regressors that evaluation measures with.

Pictures are composed at the size that the judge sees. Half of them are softened and grained, for a decoder does both; the labels
are the scenes'.
"""

from functools import partial

import torch
import torch.nn.functional as F
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from models.judge import CELLS, REGRESSED, SIDE, Judge
from scenes.bank import load_bank
from scenes.collate import to_device
from scenes.compose import SIZE, compose
from scenes.knobs import KNOBS, encode, labels
from scenes.load import load_hypernyms, stage_of
from scenes.world import PLACES

from .checkpoint import find_progress, find_weights
from .precision import autocast
from .run import Run
from .stream import draw_batch, stream

FACINGS = ("left", "front", "right")
CHOICES = dict(colour=WORDS, background=tuple(BACKGROUNDS), place=tuple(PLACES), facing=FACINGS)


def new_judge(owner: list[int]) -> Judge:
    """Untrained; owner: the number of the subject of each drawing."""
    return Judge(owner, len(WORDS), len(BACKGROUNDS), len(PLACES))


def load_judge(device) -> tuple[Judge, list[str]]:
    """The trained judge, frozen, and the subjects it knows."""
    facts, weights = find_progress("judge"), find_weights("judge")
    if weights is None:
        raise SystemExit("no judge yet: run the stage judge first")
    judge = new_judge(facts["owner"])
    judge.load_state_dict(weights)
    return judge.to(device, memory_format=torch.channels_last).eval().requires_grad_(False), facts["subjects"]


def answers(scenes: list, subjects: list[str]) -> dict[str, torch.Tensor]:
    """What is true of each scene of a batch; -1 or NaN where a question does not apply."""
    number = {s: k for k, s in enumerate(subjects)}
    rows = {k: [] for k in ("subject", "drawing", "who", "hue", "scalars", *CHOICES)}
    for scene in scenes:
        actor, alone = scene.actors[0], len(scene.actors) == 1
        told = labels(scene)
        coded = encode(told)
        at, slots = 0, {}
        for knob in KNOBS:
            slots[knob.name] = at
            at += knob.width
        rows["subject"].append(number[actor.subject] if alone else -1)
        rows["drawing"].append(actor.sprite if alone else -1)
        rows["who"].append([number[a.subject] for a in scene.actors] + [-1] * (3 - len(scene.actors)))
        rows["colour"].append(WORDS.index(actor.colour) if alone and actor.record["share"] >= 0.12 else -1)
        rows["facing"].append(FACINGS.index(actor.facing) if alone else -1)
        rows["background"].append(tuple(BACKGROUNDS).index(scene.background))
        rows["place"].append(tuple(PLACES).index(scene.place))
        rows["hue"].append(coded[slots["hue"] : slots["hue"] + 2] if alone and "hue" in told else [float("nan")] * 2)
        rows["scalars"].append([coded[slots[n]] if n in told and (alone or n == "brightness") else float("nan") for n in REGRESSED])
    return {k: torch.tensor(v) for k, v in rows.items()}


def answers_of(subjects: list[str], batch) -> dict[str, torch.Tensor]:
    """The same, as a stream's `also`."""
    return answers(batch.scenes, subjects)


def cell_kinds(masks: torch.Tensor, who: torch.Tensor) -> torch.Tensor:
    """Which subject covers each cell, int64 [B, CELLS, CELLS]: 0 nothing, k + 1 the subject k. masks [B, S, H, W]."""
    cover = F.adaptive_avg_pool2d(masks, CELLS)
    strongest, which = cover.max(1)
    kinds = who.gather(1, which.flatten(1)).view_as(which) + 1
    return torch.where(strongest > 0.5, kinds, 0)


def degrees_apart(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Angle between hues given as (sine, cosine) [B, 2]."""
    away = torch.rad2deg(torch.atan2(a[:, 0], a[:, 1]) - torch.atan2(b[:, 0], b[:, 1]))
    return ((away + 180) % 360 - 180).abs()


def known_mean(error: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean over what is known."""
    known = ~target.isnan()
    return torch.where(known, error, 0.0).sum() / known.sum().clamp(min=1)


def loss_of(said: dict, truth: dict, kinds: torch.Tensor) -> torch.Tensor:
    """All questions at once."""
    loss = F.cross_entropy(said["drawing"], truth["drawing"], ignore_index=-1) + F.cross_entropy(said["cells"], kinds)
    present = torch.zeros_like(said["present"]).scatter_add_(1, truth["who"].clamp(min=0), (truth["who"] >= 0).float()).clamp(max=1)
    loss = loss + 20 * F.binary_cross_entropy_with_logits(said["present"], present)
    for name in CHOICES:
        loss = loss + 0.3 * F.cross_entropy(said[name], truth[name], ignore_index=-1)
    for name, weight in (("hue", 1.0), ("scalars", 2.0)):
        target = truth[name]
        error = F.smooth_l1_loss(said[name], target.nan_to_num(), reduction="none", beta=0.1)
        loss = loss + weight * known_mean(error, target)
    return loss


@torch.no_grad()
def accuracy(judge: Judge, bank, subjects, device, pictures: int, seed: int = 66_667, single: bool = True) -> dict[str, float]:
    """The judge's own skill on real held-out pictures (an odd seed): shares right, and errors in people's units."""
    batch = draw_batch(stage_of(bank), load_hypernyms(), pictures, seed, 1 if single else None)
    painted = compose(bank, to_device(batch.fields, device), seed)
    said = []
    for part in (painted["picture"] * 2 - 1).split(32):
        answer = judge(part)
        said.append(answer | dict(cells=answer["cells"].argmax(1)))
    said = {k: torch.cat([s[k] for s in said]) for k in said[0]}
    truth = {k: v.to(device) for k, v in answers(batch.scenes, subjects).items()}
    scores = {}
    for name in ("subject", *CHOICES):
        asked = truth[name] >= 0
        scores[name] = (said[name].argmax(1) == truth[name])[asked].float().mean().item()
    kinds = cell_kinds(painted["masks"], truth["who"])
    inside, meant = said["cells"] > 0, kinds > 0
    scores["mask_iou"] = ((inside & meant).sum((1, 2)) / (inside | meant).sum((1, 2)).clamp(min=1)).mean().item()
    scale = {k.name: k.scale for k in KNOBS}
    for k, name in enumerate(REGRESSED):
        scores[f"{name}_error"] = ((said["scalars"][:, k] - truth["scalars"][:, k]).abs() * scale[name]).nanmedian().item()
    scores["hue_error"] = degrees_apart(said["hue"], truth["hue"]).nanmedian().item()
    return scores


def worn(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [B, 3, H, W] in -1..1, the first half of them softened and grained each by its own measure, as a decoder does."""
    some = pictures[: len(pictures) // 2]
    soft, amount = F.avg_pool2d(F.pad(some, (1, 1, 1, 1), mode="replicate"), 3, 1), torch.rand(2, len(some), 1, 1, 1, device=some.device)
    some = torch.lerp(some, soft, amount[0]) + 0.12 * amount[1] * torch.randn_like(some)
    return torch.cat([some, pictures[len(some) :]])


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    whole = load_bank()
    stage = stage_of(whole)
    subjects = stage.subjects
    owner = [subjects.index(record["subject"]) for record in stage.sprites]
    judge = new_judge(owner)
    bank, whole = whole.shrunk(SIZE // SIDE).to(device), whole.to(device)

    def check(model):
        scores = accuracy(model, whole, subjects, device, recipe["validation"])
        return " ".join(f"{k} {v:.3f}" for k, v in scores.items())

    run = Run("judge", judge, recipe, minutes, device, check=check, facts=dict(subjects=subjects, owner=owner))
    torch.manual_seed(run.count)
    if recipe["compile"]:
        judge.compile()
    for batch in stream(stage, recipe["batch"], run.count, recipe["workers"], also=partial(answers_of, subjects)):
        if not run.goes_on():
            break
        painted = compose(bank, to_device(batch.fields, device), batch.seed, SIDE / SIZE)
        pictures = worn(painted["picture"] * 2 - 1).contiguous(memory_format=torch.channels_last)
        truth = to_device(batch.extra, device)
        with autocast(device):
            said = judge(pictures)
        run.learn(loss_of(said, truth, cell_kinds(painted["masks"], truth["who"])))
    return run.finish()
