"""drawings/: what the model was taught to draw, for showing which of it a picture is near to, and whose that is.

index.json: {width, sources: {name: {credit, licence}}, drawings: [{subject, source, bytes}]}; vectors.bin: int8, one vector a drawing, the
mean of how the scorer sees it in `SCENES` scenes; pictures.bin: WebP files of `TILE` px, one behind the other.
"""

import copy
import io
from pathlib import Path
from random import Random

import numpy as np
import torch
from PIL import Image
from scenes.bank import Bank
from scenes.collate import collate
from scenes.compose import compose
from scenes.draw import Stage
from scenes.load import stage_of
from scenes.place import draw_scene
from stages.scorer import prepare
from stages.templates import choose

from .manifest import write_json

SCENES = 12
TILE = 64
SOURCES = dict(
    painter=dict(credit="Reroll's own painter", licence="CC-BY-4.0"),
    noto=dict(credit="Noto Emoji, Google", licence="Apache-2.0"),
    fluent=dict(credit="Fluent Emoji, Microsoft", licence="MIT"),
    twemoji=dict(credit="Twemoji, Twitter and contributors", licence="CC-BY-4.0"),
)


def kept_sprites(bank: Bank, subjects: list[str]) -> list[int]:
    """The sprites that the denoiser remembers, subject by subject."""
    return [sprite for subject in subjects for sprite in dict.fromkeys(choose(bank, subject))]


def scenes_with(stage: Stage, sprite: int, count: int) -> list:
    """Scenes in which this drawing is alone, in any pose, colour and place."""
    only = copy.copy(stage)
    subject = stage.sprites[sprite]["subject"]
    only.birds, only.others, only.by_subject = [], [subject], {subject: [sprite]}
    random = Random(sprite)
    return [draw_scene(random, only, 1) for _ in range(count)]


@torch.no_grad()
def vectors(scorer, bank: Bank, sprites: list[int]) -> np.ndarray:
    """int8 [drawings, width]: each a share of its largest number."""
    small, stage, rows = bank.shrunk(2), stage_of(bank), []
    for sprite in sprites:
        pictures = compose(small, collate(scenes_with(stage, sprite, SCENES)), sprite, 1 / 2)["picture"]
        rows.append(scorer.image(prepare(pictures)).mean(0))
    mean = torch.stack(rows)
    return (mean / mean.abs().amax(1, keepdim=True) * 127).round().to(torch.int8).numpy()


def tile(sprite: torch.Tensor) -> bytes:
    """A drawing uint8 [5, H, W] as a small WebP with a clear ground."""
    page = sprite[:4].permute(1, 2, 0).numpy().astype(np.float32)
    page[..., :3] *= 255 / np.maximum(page[..., 3:], 1)
    file = io.BytesIO()
    Image.fromarray(page.clip(0, 255).astype(np.uint8), "RGBA").resize((TILE, TILE), Image.LANCZOS).save(file, "webp", quality=72, method=6)
    return file.getvalue()


def write_drawings(folder: Path, scorer, bank: Bank, subjects: list[str]) -> dict:
    """The folder `drawings` of a model; returns its index. subjects: in the model's order."""
    sprites = kept_sprites(bank, subjects)
    tiles = [tile(bank.sprites[sprite]) for sprite in sprites]
    rows = vectors(scorer, bank, sprites)
    records = [bank.sprite_records[sprite] for sprite in sprites]
    index = dict(
        width=rows.shape[1],
        sources={name: SOURCES[name] for name in sorted({r["source"] for r in records})},
        drawings=[dict(subject=r["subject"], source=r["source"], bytes=len(t)) for r, t in zip(records, tiles, strict=True)],
    )
    write_json(folder / "drawings" / "index.json", index)
    (folder / "drawings" / "vectors.bin").write_bytes(rows.tobytes())
    (folder / "drawings" / "pictures.bin").write_bytes(b"".join(tiles))
    return index
