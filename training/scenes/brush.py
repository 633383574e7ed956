"""Paper, paint and a human hand: smooth random fields, batched and seeded."""

import torch
import torch.nn.functional as F


def field(shape: tuple[int, int, int], cells: tuple[int, int], size: int, generator, device) -> torch.Tensor:
    """Smooth noise [B, C, size, size] of unit variance at the knots, cells = knots down and across."""
    batch, channels, _ = shape
    knots = torch.randn(batch, channels, cells[0] + 3, cells[1] + 3, generator=generator, device=device)
    smooth = F.interpolate(knots, size=(size + 2 * size // max(cells[0], 1), size + 2 * size // max(cells[1], 1)), mode="bicubic", align_corners=False)
    top, left = (smooth.shape[-2] - size) // 2, (smooth.shape[-1] - size) // 2
    return smooth[..., top : top + size, left : left + size]


def strokes(batch: int, size: int, generator, device, page: int = 256) -> torch.Tensor:
    """Broad horizontal brush marks [B, 1, size, size], about unit variance; as many as suit a page of so many pixels."""
    scale = page // 64
    broad = field((batch, 1, size), (6 * scale, scale), size, generator, device)
    fine = field((batch, 1, size), (16 * scale, scale), size, generator, device)
    return 0.75 * broad + 0.6 * fine


def paper(batch: int, size: int, generator, device) -> torch.Tensor:
    """Grain [B, 1, size, size], about unit variance, a little coarser than a pixel."""
    noise = torch.randn(batch, 1, size, size, generator=generator, device=device)
    return F.avg_pool2d(noise, 3, 1, 1) * 2 + 0.35 * noise


def wobble(batch: int, size: int, generator, device, cells: int = 11) -> torch.Tensor:
    """Displacements [B, size, size, 2], unit variance at about `cells` bends across the picture."""
    coarse = field((batch, 2, size), (cells, cells), max(size // 4, 64), generator, device)
    return F.interpolate(coarse, size=(size, size), mode="bilinear", align_corners=False).permute(0, 2, 3, 1)
