"""The judge on real held-out pictures (odd seeds): shares right, and errors in people's units."""

import torch
import torch.nn.functional as F
from models.judge import CELLS
from scenes.collate import collate, to_device
from scenes.compose import compose
from scenes.load import load_hypernyms
from stages.judge import taught
from stages.stream import draw_batch

from .measures import iou, spearman
from .prompts import Asked
from .reader import Reader, share


def degrees_apart(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Between hues or angles, 0..180."""
    return ((a - b + 180) % 360 - 180).abs()


@torch.no_grad()
def accuracy(reader: Reader, bank, pictures: int, device, seed: int = 66_667) -> dict[str, float]:
    """Of pictures with one subject each."""
    batch = draw_batch(taught(bank), load_hypernyms(), pictures, seed, 1)
    parts = [compose(bank, to_device(fields, device), seed + k) for k, fields in enumerate(split(batch.scenes))]
    painted = torch.cat([p["picture"] for p in parts]) * 2 - 1
    masks = torch.cat([F.adaptive_avg_pool2d(p["masks"][:, 0], CELLS) for p in parts]).cpu() > 0.5
    said, actors = reader.read(painted), [s.actors[0] for s in batch.scenes]
    asked = [Asked("", a.subject, a.colour, s.background) for a, s in zip(actors, batch.scenes, strict=True)]
    tells = torch.tensor([a.record["share"] >= 0.12 for a in actors])
    coloured = tells & torch.tensor([a.hsl[1] * (1 - abs(2 * a.hsl[2] - 1)) > 0.14 for a in actors])
    true = {name: torch.tensor([float(getattr(a, name)) for a in actors]) for name in ("size", "x", "y", "angle")}
    hues = torch.tensor([a.hsl[0] for a in actors])
    scores = dict(
        subject=share(reader.right_subject(said, asked)), colour=share(reader.right_colour(said, asked)[tells]),
        background=share(reader.right_background(said, asked)), mask_iou=iou(said["mask"], masks).mean().item(),
        angle_error=degrees_apart(reader.angles(painted, said, [a.subject for a in actors]), true["angle"]).median().item(),
        hue_error=degrees_apart(said["hue"], hues)[coloured].median().item() if coloured.any() else 180.0,
        **{f"{name}_rank": spearman(true[name], said[name]) for name in ("size", "x", "y")},
    )  # fmt: skip
    return scores


def split(scenes: list, part: int = 32):
    """The fields of so many scenes at once."""
    for k in range(0, len(scenes), part):
        yield collate(scenes[k : k + part])
