"""Small measures, each with its meaning."""

import math

import numpy as np
import torch


def spearman(a, b) -> float:
    """Rank correlation of two sequences."""
    ranks = [np.argsort(np.argsort(np.asarray(v, float), kind="stable"), kind="stable").astype(float) for v in (a, b)]
    x, y = (r - r.mean() for r in ranks)
    return float((x * y).sum() / max(math.sqrt((x**2).sum() * (y**2).sum()), 1e-9))


def iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Overlap of bool masks [..., h, w] over their union; 1 where both are empty."""
    both, either = (a & b).sum((-1, -2)), (a | b).sum((-1, -2))
    return torch.where(either > 0, both / either.clamp(min=1), 1.0)


def box(mask: torch.Tensor) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom (exclusive) of a bool mask [h, w]."""
    rows, columns = torch.nonzero(mask.any(1)).flatten(), torch.nonzero(mask.any(0)).flatten()
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def box_iou(a, b) -> float:
    """Overlap of two boxes over their union; 0 where one is missing."""
    if a is None or b is None:
        return 0.0
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(width, 0) * max(height, 0)
    area = lambda r: (r[2] - r[0]) * (r[3] - r[1])  # noqa: E731
    return both / max(area(a) + area(b) - both, 1e-9)


def nearest(a: torch.Tensor, b: torch.Tensor, skip_self: bool = False) -> torch.Tensor:
    """Distance of each row of a to its nearest row of b."""
    distances = torch.cdist(a, b)
    if skip_self:
        distances.fill_diagonal_(math.inf)
    return distances.amin(1)


def pages(pictures: torch.Tensor) -> torch.Tensor:
    """Whole pictures [N, 3, H, W] as rows of small pages, to be compared pixel by pixel."""
    return torch.nn.functional.adaptive_avg_pool2d(pictures, 32).flatten(1).cpu()
