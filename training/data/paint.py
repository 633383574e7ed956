"""From glossy emoji to gouache: flatter patches, fewer neon colours, a little warmth."""

import numpy as np
from scipy.ndimage import uniform_filter

WARM = np.array([1.02, 0.995, 0.955])  # towards cream
GREY = np.array([0.299, 0.587, 0.114])


def kuwahara(rgb: np.ndarray, weight: np.ndarray, radius: int = 2) -> np.ndarray:
    """Edge-keeping smoothing (Kuwahara et al. 1976): the mean of the calmest of four quadrants.

    rgb [H, W, 3] in 0..1; weight [H, W] leaves transparent pixels out of the means.
    """
    size = radius + 1
    best, calm = None, None
    for dy in (-1, 1):
        for dx in (-1, 1):
            shift = (dy * radius // 2, dx * radius // 2)

            def mean(values):
                moved = np.roll(values, (-shift[0], -shift[1]), axis=(0, 1))
                return uniform_filter(moved, (size, size) + (1,) * (values.ndim - 2))

            total = mean(weight)[..., None] + 1e-6
            average = mean(rgb * weight[..., None]) / total
            spread = (mean(rgb**2 * weight[..., None]) / total - average**2).sum(-1)
            if best is None:
                best, calm = average, spread
            else:
                better = spread < calm
                best = np.where(better[..., None], average, best)
                calm = np.where(better, spread, calm)
    return best


def soften(rgb: np.ndarray, limit: float = 0.78) -> np.ndarray:
    """Pull colours above a chroma limit inwards, then warm everything a little."""
    grey = (rgb @ GREY)[..., None]
    chroma = np.abs(rgb - grey).max(-1, keepdims=True) * 1.6
    gain = np.where(chroma > limit, (limit + 0.35 * (chroma - limit)) / np.maximum(chroma, 1e-6), 1.0)
    return np.clip((grey + (rgb - grey) * gain) * WARM, 0, 1) * 0.965 + 0.022


def gouache(rgba: np.ndarray, scale: int = 1) -> np.ndarray:
    """RGBA uint8 -> RGBA uint8 in the picture book's paint; its patches grow with the scale."""
    rgb, alpha = rgba[..., :3] / 255.0, rgba[..., 3] / 255.0
    flat = kuwahara(rgb, alpha, 2 * scale) * 0.75 + rgb * 0.25
    painted = np.where(alpha[..., None] > 0, soften(flat), 0)
    return np.dstack([np.round(painted * 255), rgba[..., 3]]).astype(np.uint8)
