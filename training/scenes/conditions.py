"""What the denoiser is told about a batch of pictures: everything first, then much of it dropped again."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from .bpe import Tokenizer
from .collate import SLOTS as SUBJECTS
from .knobs import KNOBS, SLOTS, encode, labels
from .sketch import sketch
from .slots import slot_rows

LOOSENESS = 14  # pixels that a sketch of no weight would be off by
PHRASE = 12  # tokens of a subject's phrase at most
WHOLE_PICTURE = ("brightness", "background", "place")  # knobs that also speak of pictures of several subjects


@dataclass
class Dropout:
    """Shares of the batch, see recipes.py."""

    everything: float
    words: float
    knobs: float
    sketch: float
    regions: float


def knob_rows(scenes: list) -> torch.Tensor:
    """All that is known, float [B, WIDTH]; of several subjects only what concerns the whole picture."""
    rows = []
    for scene in scenes:
        values = labels(scene)
        if len(scene.actors) > 1:
            values = {k: v for k, v in values.items() if k in WHOLE_PICTURE}
        rows.append(encode(values))
    return torch.tensor(rows)


def phrase_rows(tokenizer: Tokenizer, phrases: list[list[str]]) -> torch.Tensor:
    """Ids of each subject's phrase, int64 [B, SUBJECTS, PHRASE]; empty where there is none."""
    texts = [row[k] if k < len(row) else "" for row in phrases for k in range(SUBJECTS)]
    return tokenizer(texts)[:, :PHRASE].unflatten(0, (-1, SUBJECTS))


def told_rows(tokenizer: Tokenizer, numbers: dict[str, int], batch) -> dict:
    """What needs no pixels: ids of captions and phrases, the knobs, and who is named where. numbers: of all subjects."""
    told = dict(ids=tokenizer(batch.texts), knobs=knob_rows(batch.scenes), region_ids=phrase_rows(tokenizer, batch.phrases))
    return told | slot_rows(tokenizer, numbers, batch)


def full_conditions(told: dict, painted: dict, looseness: torch.Tensor, generator) -> dict:
    """told_rows and, of the composed batch, sketch (uint8) and region_masks; nothing is dropped yet."""
    masks = painted["masks"]
    return dict(
        {k: v.to(masks.device) for k, v in told.items()},
        sketch=(sketch(painted, looseness, generator) * 255).round().byte(),
        region_masks=F.avg_pool2d(F.pad(masks, (0, 0, 0, 0, 0, SUBJECTS - masks.shape[1])), 8),
    )


def box_of(masks: torch.Tensor) -> torch.Tensor:
    """The filled box around each mask [..., h, w]; zeros where a mask is empty."""
    inside = masks > 0.3
    rows, columns = inside.any(-1), inside.any(-2)

    def span(line):
        return (line.float().cumsum(-1) > 0) & (line.float().flip(-1).cumsum(-1).flip(-1) > 0)

    return (span(rows)[..., :, None] & span(columns)[..., None, :]).float()


def chance(share: float, count: int, device) -> torch.Tensor:
    """bool [count], True for about this share."""
    return torch.rand(count, device=device) < share


def loosen(ink: torch.Tensor, amount: torch.Tensor) -> torch.Tensor:
    """Bend ink [B, 1, H, W] out of place by about `amount` [B] pixels, smoothly."""
    size, device = ink.shape[-1], ink.device
    bend = F.interpolate(torch.randn(len(ink), 2, 5, 5, device=device), size=(size, size), mode="bicubic", align_corners=True)
    identity = torch.eye(2, 3, device=device).expand(len(ink), -1, -1)
    grid = F.affine_grid(identity, ink.shape, align_corners=False)
    return F.grid_sample(ink, grid + (bend * amount[:, None, None, None]).permute(0, 2, 3, 1) * 2 / size, align_corners=False)


LESSONS = ("slot_subject", "slot_pose", "slot_sprite", "token_subject", "token_more", "region_subject", "region_sprite", "region_pose")


def lessons(full: dict, worded: torch.Tensor) -> dict:
    """What the memory is taught by, where there are words; nothing of pictures whose words were dropped."""
    kept = {name: full[name] for name in LESSONS}
    kept["slot_subject"] = torch.where(worded[:, None], kept["slot_subject"], -1)
    return kept | dict(worded=worded)


def drop(full: dict, rates: Dropout, end: int) -> dict:
    """Forget much of what is known, so that each input works alone and none is needed.

    Knobs are dropped one by one at a rate drawn per picture. Regions are boxes or silhouettes.
    A sketch of less weight is bent the more out of place, so that weight means how closely it is followed.
    """
    ids = full["ids"]
    n, device = len(ids), ids.device
    nothing = chance(rates.everything, n, device)
    empty = ids.clone()
    empty[:, 1:] = end
    ids = torch.where((nothing | chance(rates.words, n, device))[:, None], empty, ids)
    keep_rate = torch.where(chance(rates.knobs, n, device) | nothing, 0.0, torch.rand(n, device=device) * 1.1)
    kept = torch.rand(n, len(KNOBS), device=device) < keep_rate[:, None]
    widths = torch.tensor([k.width for k in KNOBS], device=device)
    mask = torch.cat([kept.repeat_interleave(widths, 1, output_size=SLOTS), kept], 1)
    drawn = ~(nothing | chance(rates.sketch, n, device))
    weight = torch.where(chance(0.7, n, device), 1.0, 0.2 + 0.8 * torch.rand(n, device=device)) * drawn
    ink = full["sketch"].float() / 255 * drawn[:, None, None, None]
    loose = torch.nonzero(drawn & (weight < 1)).flatten()
    if len(loose):
        ink[loose] = loosen(ink[loose], (1 - weight[loose]) * LOOSENESS)
    laid = ~(nothing | chance(rates.regions, n, device))
    masks = full["region_masks"].float()
    masks = torch.where(chance(0.6, n, device)[:, None, None, None], box_of(masks), masks)
    told = torch.rand(masks.shape[:2], device=device) < 0.9  # now and then one subject has no region
    return dict(
        ids=ids,
        knobs=full["knobs"] * mask,
        sketch=ink,
        sketch_weight=weight,
        region_masks=masks * (laid[:, None] & told)[:, :, None, None],
        region_ids=full["region_ids"],
        **lessons(full, (ids[:, 1] != end)),
    )
