"""How far a drawing is turned in a picture: it is turned beside it, and compared."""

import torch
import torch.nn.functional as F
from models.looks import crop
from scenes.compose import placement

TRIED = torch.arange(-60.0, 61.0, 3.0)  # degrees
PAGE = 64  # pixels of the page that drawings are turned on
SHRINK = 3  # times, before a drawing of FRAME px is laid there


def posed(sprite: torch.Tensor, height: float, flip: bool, angles: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A drawing uint8 [5, FRAME, FRAME] on an empty page at angles [A]: its light, premultiplied, and its alpha, each [A, PAGE, PAGE]."""
    n = len(angles)
    subject = dict(
        angle=angles, size=torch.full((n,), 0.5), height=torch.full((n,), height), flip=torch.full((n,), bool(flip)),
        x=torch.full((n,), 0.5), y=torch.full((n,), 0.5),
    )  # fmt: skip
    grid = F.affine_grid(placement(subject, torch.arange(n)), (n, 1, PAGE, PAGE), align_corners=False)
    small = F.avg_pool2d(sprite[None].float() / 255, SHRINK)
    drawn = F.grid_sample(small.expand(n, -1, -1, -1), grid, align_corners=False)
    return drawn[:, :3].mean(1), drawn[:, 3]


def alike(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Correlation of each row of a with b."""
    a, b = a.flatten(1), b.flatten(1)
    a, b = a - a.mean(1, keepdim=True), b - b.mean(1, keepdim=True)
    return (a * b).sum(1) / (a.norm(dim=1) * b.norm(dim=1)).clamp(min=1e-6)


def turned(sprite: torch.Tensor, height: float, flip: bool, page: torch.Tensor, own: torch.Tensor) -> float:
    """Degrees at which the drawing fits best what lies at `own` [h, w] on the page [1, 3, H, W] in 0..1: outline and light together."""
    light, alpha = posed(sprite.cpu(), height, flip, TRIED)
    inside, shape = crop(own[None, None], own[None])[:, 0], crop(alpha[:, None], alpha)[:, 0]
    shown, drawn = crop(page.mean(1, keepdim=True), own[None])[:, 0], crop(light[:, None], alpha)[:, 0]
    mean = (shown * inside).sum() / inside.sum().clamp(min=1e-3)
    means = (drawn.sum((1, 2)) / shape.sum((1, 2)).clamp(min=1e-3))[:, None, None]
    fit = alike(shape, inside) + 0.7 * alike(drawn - means * shape, (shown - mean) * inside)
    best = int(fit.argmax())
    if 0 < best < len(TRIED) - 1:  # the top of the parabola through three
        low, top, high = fit[best - 1 : best + 2].tolist()
        bend = low - 2 * top + high
        return TRIED[best].item() + (0.5 * (low - high) / bend * 3 if bend < 0 else 0.0)
    return TRIED[best].item()
