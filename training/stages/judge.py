"""Stage `judge`: train what evaluation measures with.

Scenes are composed at the size that the judge sees. Half of them are softened and grained, for a decoder does both; the labels are the scenes'.
"""

from functools import partial

import torch
import torch.nn.functional as F
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from models.judge import CELLS, SIDE, Judge
from models.looks import colours, looks, moments
from scenes.bank import load_bank
from scenes.collate import to_device
from scenes.compose import SIZE, compose
from scenes.draw import Stage
from scenes.load import load_hypernyms, stage_of

from .checkpoint import find_progress, find_weights
from .precision import autocast
from .run import Run
from .stream import draw_batch, stream
from .templates import only_kept

LEAST = 0.012  # share of the page that a subject shows, to be learnt from


def new_judge(owner: list[int]) -> Judge:
    """Untrained; owner: the number of the subject of each drawing."""
    return Judge(owner, len(WORDS), len(BACKGROUNDS))


def taught(bank) -> Stage:
    """The stage with the drawings that the denoiser is taught with, and no others."""
    return only_kept(stage_of(bank), bank)


def load_judge(device) -> tuple[Judge, list[str]]:
    """The trained judge, frozen, and the subjects it knows."""
    facts, weights = find_progress("judge"), find_weights("judge")
    if weights is None:
        raise SystemExit("no judge yet: run the stage judge first")
    judge = new_judge(facts["owner"])
    judge.load_state_dict(weights)
    return judge.to(device, memory_format=torch.channels_last).eval().requires_grad_(False), facts["subjects"]


def answers_of(sprites: int, batch) -> dict[str, torch.Tensor]:
    """What is true of each actor of a batch's scenes, as a stream's `also`: int64 [B, 3], -1 for none.

    drawing: of `sprites`, mirrored ones behind them. colour: word, where it can be seen. background [B].
    """
    rows = dict(drawing=[], colour=[])
    for scene in batch.scenes:
        gaps = [-1] * (3 - len(scene.actors))
        rows["drawing"].append([a.sprite + sprites * a.flip for a in scene.actors] + gaps)
        rows["colour"].append([WORDS.index(a.colour) if a.record["share"] >= 0.12 else -1 for a in scene.actors] + gaps)
    rows["background"] = [tuple(BACKGROUNDS).index(scene.background) for scene in batch.scenes]
    return {k: torch.tensor(v) for k, v in rows.items()}


def worn(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [B, 3, H, W] in -1..1, the first half of them softened and grained each by its own measure, as a decoder does."""
    some = pictures[: len(pictures) // 2]
    soft, amount = F.avg_pool2d(F.pad(some, (1, 1, 1, 1), mode="replicate"), 3, 1), torch.rand(2, len(some), 1, 1, 1, device=some.device)
    some = torch.lerp(some, soft, amount[0]) + 0.12 * amount[1] * torch.randn_like(some)
    return torch.cat([some, pictures[len(some) :]])


@torch.no_grad()
def teach(judge: Judge, pictures: torch.Tensor, masks: torch.Tensor, found: torch.Tensor, truth: dict) -> None:
    """Show the discriminants one batch: pictures in -1..1, masks [B, S, CELLS, CELLS] of its actors, found [B, CELLS, CELLS] by the finder,
    which is what will be seen of actors where nobody tells their masks."""
    page, shown = pictures / 2 + 0.5, masks > 0.5
    which, slot = torch.nonzero((truth["drawing"][:, : masks.shape[1]] >= 0) & (shown.float().mean((2, 3)) > LEAST), as_tuple=True)
    others = (masks.sum(1)[which] - masks[which, slot]) > 0.5
    own = found[which] * F.max_pool2d(masks[which, slot][:, None], 5, 1, 2)[:, 0].ceil() * ~others
    own = torch.where((moments(own)[2] > LEAST / 2)[:, None, None], own, masks[which, slot])
    judge.drawing.add(looks(page[which], own), truth["drawing"][which, slot])
    colour = truth["colour"][which, slot]
    judge.colour.add(colours(page[which], own)[colour >= 0], colour[colour >= 0])
    judge.background.add(colours(page, 1 - found.clamp(0, 1)), truth["background"])


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    whole = load_bank()
    stage = taught(whole)
    owner = [stage.subjects.index(record["subject"]) for record in stage.sprites]
    judge = new_judge(owner)
    bank = whole.shrunk(SIZE // SIDE).to(device)

    def check(model):
        from judging.own import accuracy
        from judging.reader import Reader

        scores = accuracy(Reader(model, stage.subjects, whole, device), whole, recipe["validation"], device)
        return " ".join(f"{k} {v:.3f}" for k, v in scores.items())

    run = Run("judge", judge, recipe, minutes, device, groups=[(judge.finder.parameters(), 1.0)], check=check, facts=dict(subjects=stage.subjects, owner=owner))
    torch.manual_seed(run.count)
    if recipe["compile"]:
        judge.finder.compile()
    for batch in stream(stage, recipe["batch"], run.count, recipe["workers"], also=partial(answers_of, len(owner))):
        if not run.goes_on():
            break
        painted = compose(bank, to_device(batch.fields, device), batch.seed, SIDE / SIZE)
        pictures = worn(painted["picture"] * 2 - 1).contiguous(memory_format=torch.channels_last)
        masks = F.avg_pool2d(painted["masks"], SIDE // CELLS)
        with autocast(device):
            said = judge.finder(pictures)[:, 0]
        if run.count >= recipe["finds_from"]:
            teach(judge, pictures, masks, said.detach().sigmoid(), to_device(batch.extra, device))
        run.learn(F.binary_cross_entropy_with_logits(said, masks.sum(1).clamp(max=1)))
    return run.finish()
