"""From SVG text to pixels."""

import io

import numpy as np
import resvg_py
from PIL import Image


def document(body: str, width: float, height: float, pixels: tuple[int, int]) -> str:
    """A standalone SVG of user size width x height, to be drawn at (width, height) pixels."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{pixels[0]}" height="{pixels[1]}">{body}</svg>'
    )


def rasterise(svg: str) -> np.ndarray:
    """RGBA uint8 [H, W, 4], straight alpha."""
    return np.asarray(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA"))
