"""All sprites and strips as tensors on one device."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from data.shard import read_shard

SHARDS = Path(__file__).resolve().parents[1] / "work" / "shards"
STRIP = (256, 448)  # rows, columns that every strip is padded to


@dataclass
class Bank:
    """sprites uint8 [N, 5, 192, 192]: premultiplied RGB, alpha, main-colour mask; strips uint8 [M, 4, 256, 448]."""

    sprites: torch.Tensor
    strips: torch.Tensor
    sprite_records: list[dict]
    strip_records: list[dict]

    def to(self, device) -> "Bank":
        """The same bank on another device."""
        return Bank(self.sprites.to(device), self.strips.to(device), self.sprite_records, self.strip_records)

    def shrunk(self, times: int) -> "Bank":
        """The same bank with sprites and strips of so many times fewer pixels a side, for compose() at that scale."""

        def small(pages: torch.Tensor) -> torch.Tensor:
            return torch.cat([F.avg_pool2d(part.float(), times).round().byte() for part in pages.split(64)])

        return Bank(small(self.sprites), small(self.strips), self.sprite_records, self.strip_records)


def read_records(folder: Path = SHARDS) -> tuple[list[dict], list[dict]]:
    """Only the descriptions, for drawing scenes: sprites, strips."""
    sprites = [r for shard in ("emoji", "birds") for r in read_index(folder / f"{shard}.zip")]
    return sprites, read_index(folder / "strips.zip")


def read_index(path: Path) -> list[dict]:
    """The records of one shard."""
    import json
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("index.json"))


def premultiply(rgba: np.ndarray) -> np.ndarray:
    """Straight to premultiplied alpha, uint8."""
    alpha = rgba[..., 3:].astype(np.uint16)
    return np.concatenate([(rgba[..., :3] * alpha + 127) // 255, alpha], -1).astype(np.uint8)


def load_bank(folder: Path = SHARDS, sprites=("emoji", "birds"), strips: str = "strips", scale: int = 1) -> Bank:
    """Read shards into memory. scale: of their sprites and strips."""
    stack, records = [], []
    for shard in sprites:
        pictures, part = read_shard(folder / f"{shard}.zip")
        records += part
        for picture, mask in zip(pictures[::2], pictures[1::2], strict=True):
            gray = mask[..., 0] if mask.ndim == 3 else mask
            full = gray.repeat(2, 0).repeat(2, 1)[..., None]
            stack.append(np.concatenate([premultiply(picture), full], -1))
    pictures, strip_records = read_shard(folder / f"{strips}.zip")
    page = np.zeros((len(pictures), STRIP[0] * scale, STRIP[1] * scale, 4), np.uint8)
    for k, picture in enumerate(pictures):
        if picture.shape[-1] == 3:
            picture = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
        page[k, : picture.shape[0]] = premultiply(picture)
    tensor = lambda rows: torch.from_numpy(rows).permute(0, 3, 1, 2).contiguous()  # noqa: E731
    return Bank(tensor(np.stack(stack)), tensor(page), records, strip_records)


def load_details(folder: Path = SHARDS, scale: int = 4) -> Bank:
    """The drawings that were also packed large."""
    return load_bank(folder, ("details",), "detail_strips", scale)
