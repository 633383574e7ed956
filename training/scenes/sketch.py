"""Outline sketches of composed scenes, as a person might draw them; batched in torch."""

import torch
import torch.nn.functional as F

from . import brush


def edge(mask: torch.Tensor) -> torch.Tensor:
    """One-pixel rims of soft masks [B, C, H, W]."""
    return F.max_pool2d(mask, 3, 1, 1) + F.max_pool2d(-mask, 3, 1, 1)


def inner_lines(flat: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Where paint changes sharply within subjects [B, 1, H, W]."""
    smooth = F.avg_pool2d(flat, 3, 1, 1)
    dx = F.pad((smooth[..., :, 2:] - smooth[..., :, :-2]).abs().amax(1, keepdim=True), (1, 1))
    dy = F.pad((smooth[..., 2:, :] - smooth[..., :-2, :]).abs().amax(1, keepdim=True), (0, 0, 1, 1))
    core = -F.max_pool2d(-inside, 5, 1, 2)
    return ((torch.maximum(dx, dy) - 0.10) / 0.12).clamp(0, 1) * core


def sketch(painted: dict, looseness: torch.Tensor, generator) -> torch.Tensor:
    """Ink [B, 1, H, W] in 0..1: 1 = line. looseness [B]: pixels of wobble.

    Always the subjects' outlines; half the time lines inside them, half the time the ground's.
    Parts are rubbed out; lines are of uneven width.
    """
    masks, flat, ground = painted["masks"], painted["flat"], painted["ground"]
    batch, size, device = flat.shape[0], flat.shape[-1], flat.device
    chance = lambda p: (torch.rand(batch, 1, 1, 1, generator=generator, device=device) < p).float()  # noqa: E731
    inside = masks.amax(1, keepdim=True)
    rim = edge(masks).amax(1, keepdim=True)
    lines = torch.maximum(rim, inner_lines(flat, inside) * chance(0.5))
    lines = torch.maximum(lines, edge(ground) * (1 - inside) * chance(0.5))
    thick = F.max_pool2d(lines, 3, 1, 1)
    lines = torch.lerp(lines, thick, chance(0.6))
    bend = brush.wobble(batch, size, generator, device, cells=9) * looseness[:, None, None, None]
    identity = torch.eye(2, 3, device=device).expand(batch, -1, -1)
    grid = F.affine_grid(identity, (batch, 1, size, size), align_corners=False) + bend * 2 / size
    lines = F.grid_sample(lines, grid, align_corners=False)
    gaps = F.interpolate(brush.field((batch, 1, size), (7, 7), size // 4, generator, device), size=(size, size), mode="bilinear")
    rubbed = torch.sigmoid((gaps + 1.25 + 1.5 * chance(0.5)) * 9)
    return ((lines * rubbed - 0.25) / 0.35).clamp(0, 1)
