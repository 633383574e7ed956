"""What is seen of a subject as fixed features: it is cut out about its middle, brought to one size and told by edges, light and colour."""

import torch
import torch.nn.functional as F

CROP = 48  # pixels of a subject that was cut out, a side
REACH = 1.25  # half of a crop's side, in roots of what the subject covers
ANGLES = 9  # directions of edges
BLOCKS = 8  # cells of edges and of light, a side
TINTS = 5  # steps of red, of green and of blue
SILHOUETTE = 12

LOOKS = BLOCKS**2 * (ANGLES + 1) + 2 * 6**2 + SILHOUETTE**2
COLOURS = TINTS**3 + 6


def moments(masks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Middle x, y and covered share of masks [N, h, w] in 0..1: each [N], shares of the picture."""
    n, h, w = masks.shape
    total = masks.sum((1, 2)).clamp(min=1e-3)
    x = (masks.sum(1) * (torch.arange(w, device=masks.device) + 0.5) / w).sum(1) / total
    y = (masks.sum(2) * (torch.arange(h, device=masks.device) + 0.5) / h).sum(1) / total
    return x, y, total / (h * w)


def crop(pages: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """Subjects of pages [N, C, H, W] about the middles of their masks [N, h, w], all covering as much: [N, C, CROP, CROP]."""
    x, y, share = moments(masks)
    half = REACH * share.sqrt()
    theta = torch.zeros(len(pages), 2, 3, device=pages.device)
    theta[:, 0, 0] = theta[:, 1, 1] = 2 * half
    theta[:, 0, 2], theta[:, 1, 2] = 2 * x - 1, 2 * y - 1
    grid = F.affine_grid(theta, (len(pages), pages.shape[1], CROP, CROP), align_corners=False)
    return F.grid_sample(pages, grid, align_corners=False, padding_mode="border")


def edges(light: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Histograms of directions of edges (Dalal & Triggs 2005) of light [N, 1, CROP, CROP]: [N, ANGLES, BLOCKS, BLOCKS]."""
    dx = F.pad(light[..., 2:] - light[..., :-2], (1, 1, 0, 0))
    dy = F.pad(light[..., 2:, :] - light[..., :-2, :], (0, 0, 1, 1))
    force = (dx**2 + dy**2).sqrt() * weight
    turn = (torch.atan2(dy, dx) / torch.pi % 1) * ANGLES
    bins = torch.arange(ANGLES, device=light.device)[None, :, None, None]
    apart = ((turn - bins + ANGLES / 2) % ANGLES - ANGLES / 2).abs()
    cells = F.adaptive_avg_pool2d((1 - apart).clamp(min=0) * force, BLOCKS)
    return (cells / (cells.pow(2).sum((1, 2, 3), keepdim=True).sqrt() + 1e-3) * BLOCKS).sqrt()


def looks(pictures: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """Features [N, LOOKS] of one subject a picture: pictures [N, 3, H, W] in 0..1, masks [N, h, w] of it."""
    cut = crop(pictures, masks)
    inside = crop(masks[:, None], masks)
    near = F.max_pool2d(inside, 5, 1, 2)
    light = cut.mean(1, keepdim=True)
    mean = (light * inside).sum((2, 3), keepdim=True) / inside.sum((2, 3), keepdim=True).clamp(min=1)
    modelled = (light - mean) * inside
    tint = torch.cat([cut[:, :1] - cut[:, 1:2], cut[:, 1:2] - cut[:, 2:]], 1) * inside
    parts = [edges(light, near), 3 * F.adaptive_avg_pool2d(modelled, BLOCKS), 2 * F.adaptive_avg_pool2d(tint, 6), F.adaptive_avg_pool2d(inside, SILHOUETTE)]
    return torch.cat([part.flatten(1) for part in parts], 1)


def colours(pictures: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Features [N, COLOURS]: a soft histogram of what of pictures [N, 3, H, W] in 0..1 has weight [N, h, w], and its mean and spread."""
    small = F.adaptive_avg_pool2d(pictures, weight.shape[-1]).flatten(2)
    share = weight.flatten(1) / weight.sum((1, 2)).clamp(min=1e-3)[:, None]
    steps = torch.linspace(0, 1, TINTS, device=pictures.device)
    near = (1 - (small[..., None] - steps).abs() * (TINTS - 1)).clamp(min=0)  # [N, 3, P, TINTS]
    bins = torch.einsum("np,npr,npg,npb->nrgb", share, near[:, 0], near[:, 1], near[:, 2])
    mean = (small * share[:, None]).sum(2)
    spread = ((small - mean[..., None]).pow(2) * share[:, None]).sum(2).sqrt()
    return torch.cat([(bins + 1e-4).sqrt().flatten(1), mean, spread], 1)


def apart_on_page(mask, least: int = 12) -> list:
    """Connected parts of a bool mask [h, w] (numpy) of at least so many cells, the largest first."""
    from scipy.ndimage import label

    numbered, count = label(mask)
    parts = [numbered == k + 1 for k in range(count)]
    return sorted((p for p in parts if p.sum() >= least), key=lambda p: -int(p.sum()))
