"""Small packed files: a zip of WebP pictures and one index.json, read into memory at once."""

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same pictures give the same bytes


def webp(pixels: np.ndarray, quality: int = 84) -> bytes:
    """uint8 [H, W], [H, W, 3] or [H, W, 4] as WebP; alpha stays lossless."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=quality, method=5, alpha_quality=90)
    return out.getvalue()


def write_shard(path: Path, pictures: list[bytes], records: list[dict]) -> None:
    """Atomically write pictures 0.webp, 1.webp, ... and their records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    with zipfile.ZipFile(temporary, "w") as archive:
        for number, data in enumerate(pictures):
            archive.writestr(zipfile.ZipInfo(f"{number}.webp", EPOCH), data)
        index = zipfile.ZipInfo("index.json", EPOCH)
        index.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(index, json.dumps(records, separators=(",", ":")))
    os.replace(temporary, path)


def read_shard(path: Path) -> tuple[list[np.ndarray], list[dict]]:
    """All pictures as uint8 arrays, and their records."""
    with zipfile.ZipFile(path) as archive:
        records = json.loads(archive.read("index.json"))
        names = [n for n in archive.namelist() if n.endswith(".webp")]
        pictures = [np.asarray(Image.open(io.BytesIO(archive.read(n)))) for n in names]
    return pictures, records
