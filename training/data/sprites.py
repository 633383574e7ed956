"""Cut-outs: one drawing, tightly framed, with the mask of its main colour."""

import numpy as np
from PIL import Image

from .colours import main_colour, main_part, name

FRAME = 192  # pixels; a sprite fills the frame up to MARGIN along its longer side
MARGIN = 4
OVERSIZE = 320  # drawings are rasterised at this size, cropped, then reduced


def fit(rgba: np.ndarray, *others: np.ndarray, scale: int = 1) -> list[np.ndarray]:
    """Crop to the visible part and fit it into the frame, centred; others are moved alike. scale: of the frame."""
    frame, margin = FRAME * scale, MARGIN * scale
    rows = np.flatnonzero((rgba[..., 3] > 24).any(1))
    columns = np.flatnonzero((rgba[..., 3] > 24).any(0))
    box = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    width, height = box[2] - box[0], box[3] - box[1]
    reach = (frame - 2 * margin) / max(width, height)
    size = (max(1, round(width * reach)), max(1, round(height * reach)))
    corner = ((frame - size[0]) // 2, (frame - size[1]) // 2)
    framed = []
    for picture in (rgba, *others):
        image = Image.fromarray(picture)
        image = image.convert("RGBa") if image.mode == "RGBA" else image
        image = image.crop(box).resize(size, Image.LANCZOS)
        canvas = Image.new(image.mode, (frame, frame))
        canvas.paste(image, corner)
        framed.append(np.asarray(canvas.convert("RGBA") if canvas.mode == "RGBa" else canvas))
    return framed


def foot(alpha: np.ndarray) -> tuple[float, float]:
    """Where the drawing stands: mean column of its lowest rows, and that row; shares of the frame."""
    frame = len(alpha)
    rows = np.flatnonzero((alpha > 128).any(1))
    low = alpha[max(rows[-1] - frame // 38, 0) : rows[-1] + 1] > 128
    columns = np.flatnonzero(low.any(0))
    return float(columns.mean() + 0.5) / frame, float(rows[-1] + 1) / frame


def describe(rgba: np.ndarray, mask: np.ndarray) -> dict:
    """What the compositor must know: extent, foot and main colour."""
    rows = np.flatnonzero((rgba[..., 3] > 128).any(1))
    columns = np.flatnonzero((rgba[..., 3] > 128).any(0))
    hue, saturation, lightness = main_colour(rgba, mask)
    visible = rgba[rgba[..., 3] > 128][:, :3].mean(0) / 255
    return dict(
        width=float(columns[-1] + 1 - columns[0]) / len(rgba),
        height=float(rows[-1] + 1 - rows[0]) / len(rgba),
        foot=[round(v, 4) for v in foot(rgba[..., 3])],
        hsl=[round(hue, 1), round(saturation, 3), round(lightness, 3)],
        colour=name(hue, saturation, lightness),
        mean=[round(float(v), 3) for v in visible],
        share=round(float(mask.sum() / max((rgba[..., 3] / 255).sum(), 1)), 3),
    )


def emoji_sprite(rgba: np.ndarray, scale: int = 1) -> tuple[np.ndarray, np.ndarray, dict]:
    """Frame a drawing and find its main colour. Returns picture, mask uint8 [frame, frame], record."""
    (framed,) = fit(rgba, scale=scale)
    mask = main_part(framed)
    return framed, np.round(mask * 255).astype(np.uint8), describe(framed, mask)
