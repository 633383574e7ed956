"""Words for colours, and the main colour of a drawing.

Hue in degrees, saturation and lightness in 0..1, all of the HSL wheel.
"""

import numpy as np

# word: (hue centre, saturation, lightness) to paint with, and the hue span that is called so
HUES = {
    "red": (0, 0.66, 0.50, -14, 13),
    "orange": (26, 0.80, 0.56, 13, 39),
    "yellow": (49, 0.84, 0.60, 39, 64),
    "green": (122, 0.42, 0.45, 64, 158),
    "teal": (176, 0.48, 0.44, 158, 191),
    "blue": (213, 0.62, 0.53, 191, 247),
    "purple": (272, 0.46, 0.53, 247, 299),
    "pink": (334, 0.68, 0.70, 299, 346),
}
NEUTRALS = {
    "brown": (25, 0.42, 0.36),
    "black": (260, 0.06, 0.19),
    "white": (45, 0.18, 0.92),
    "grey": (215, 0.05, 0.57),
}
WORDS = (*HUES, *NEUTRALS)


def target(word: str) -> tuple[float, float, float]:
    """Hue, saturation, lightness that a colour word is painted with."""
    return (HUES | NEUTRALS)[word][:3]


def hue_word(hue: float) -> str:
    """The colour word of a saturated hue."""
    hue = (hue + 14) % 360 - 14
    return next(word for word, (*_, low, high) in HUES.items() if low <= hue < high)


def name(hue: float, saturation: float, lightness: float) -> str:
    """What people call a colour."""
    chroma = saturation * (1 - abs(2 * lightness - 1))
    if lightness > 0.83 and chroma < 0.22:
        return "white"
    if lightness < 0.24 and chroma < 0.16:
        return "black"
    if chroma < 0.11:
        return "grey"
    span = (hue + 14) % 360 - 14
    if 8 <= span < 46 and (lightness < 0.45 or (lightness < 0.6 and chroma < 0.45)):
        return "brown"
    if lightness > 0.72 and (span < 8 or span > 299):
        return "pink"
    return hue_word(hue)


def to_hsl(rgb: np.ndarray) -> np.ndarray:
    """[..., 3] in 0..1 -> hue in degrees, saturation, lightness."""
    high, low = rgb.max(-1), rgb.min(-1)
    chroma, light = high - low, (high + low) / 2
    r, g, b = np.moveaxis(rgb, -1, 0)
    safe = np.maximum(chroma, 1e-6)
    hue = np.select([high == r, high == g], [(g - b) / safe % 6, (b - r) / safe + 2], (r - g) / safe + 4) * 60
    return np.stack([hue % 360, chroma / np.maximum(1 - np.abs(2 * light - 1), 1e-6).clip(1e-3), light], -1)


def circular_mean(hue: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Mean angle in degrees and its concentration in 0..1."""
    z = (weight * np.exp(1j * np.radians(hue))).sum() / max(weight.sum(), 1e-6)
    return float(np.degrees(np.angle(z)) % 360), float(abs(z))


def main_part(rgba: np.ndarray) -> np.ndarray:
    """Soft mask [H, W] of the part of a drawing that carries its main colour.

    The strongest hue where at least a sixth of the drawing is colourful; else its
    most common lightness. Outlines, eyes and small marks stay out.
    """
    rgb, alpha = rgba[..., :3] / 255.0, rgba[..., 3] / 255.0
    hue, _, light = np.moveaxis(to_hsl(rgb), -1, 0)
    chroma = rgb.max(-1) - rgb.min(-1)
    weight = alpha * np.clip((chroma - 0.10) / 0.10, 0, 1)
    if weight.sum() > alpha.sum() / 6:
        bins = np.bincount((hue // 10).astype(int).ravel() % 36, (weight * (0.3 + chroma)).ravel(), 36)
        smooth = bins + 0.7 * (np.roll(bins, 1) + np.roll(bins, -1)) + 0.3 * (np.roll(bins, 2) + np.roll(bins, -2))
        centre = smooth.argmax() * 10 + 5
        away = np.abs((hue - centre + 180) % 360 - 180)
        return weight * np.clip((48 - away) / 14, 0, 1)
    calm = alpha * np.clip((0.24 - chroma) / 0.08, 0, 1)
    bins = np.bincount((light * 9.99).astype(int).ravel(), calm.ravel(), 10)
    centre = (bins[:-1] + bins[1:]).argmax() / 10 + 0.1
    return calm * np.clip((0.30 - np.abs(light - centre)) / 0.08, 0, 1)


def main_colour(rgba: np.ndarray, mask: np.ndarray) -> tuple[float, float, float]:
    """Hue, saturation and lightness of the masked part."""
    hsl = to_hsl(rgba[..., :3] / 255.0)
    chroma = hsl[..., 1] * (1 - np.abs(2 * hsl[..., 2] - 1))
    hue, _ = circular_mean(hsl[..., 0], mask * chroma)
    total = max(mask.sum(), 1e-6)
    return hue, float((hsl[..., 1] * mask).sum() / total), float((hsl[..., 2] * mask).sum() / total)
