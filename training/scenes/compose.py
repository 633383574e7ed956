"""Painting a batch of scenes in torch: the same code on CPU and GPU, seeded."""

import math

import torch
import torch.nn.functional as F

from . import brush
from .bank import Bank
from .recolour import recolour

SIZE = 256  # pixels of a finished picture
FRAME = 192  # pixels of a sprite
LAYERS = ("sky", "far", "ground", "branch")


def over(canvas: torch.Tensor, layer: torch.Tensor) -> torch.Tensor:
    """Premultiplied layer [B, 4, H, W] over an opaque canvas [B, 3, H, W]."""
    return layer[:, :3] + canvas * (1 - layer[:, 3:4])


def crop_strips(bank: Bank, ids, left, top, flip, scale: float) -> torch.Tensor:
    """Strips [n, 4, size, size] in 0..1; column `left` of the strip is the canvas's first, row `top` its first.

    Above its first row a strip is empty, below its last it repeats that row. At a scale all sizes grow by it.
    """
    device = bank.strips.device
    span = torch.arange(round(SIZE * scale), device=device)
    left, top = (left * scale).round().long(), (top * scale).round().long()
    columns = (left[:, None] + span).clamp(0, bank.strips.shape[-1] - 1)
    columns = torch.where(flip[:, None], bank.strips.shape[-1] - 1 - columns, columns)
    rows = top[:, None] + span
    empty = rows < 0
    rows = rows.clamp(0, bank.strips.shape[-2] - 1)
    picked = bank.strips[ids[:, None, None], :, rows[:, :, None], columns[:, None, :]]  # [n, H, W, 4]
    layer = picked.permute(0, 3, 1, 2).float() / 255
    return layer.masked_fill(empty[:, None, :, None], 0)


def placement(subject: dict, n: torch.Tensor) -> torch.Tensor:
    """Affine maps [n, 2, 3] from canvas to sprite coordinates, both in -1..1."""
    angle = torch.deg2rad(subject["angle"][n])
    # sprite half-frame in canvas half-widths: size is the upright height as a share of the picture
    reach = subject["size"][n] / subject["height"][n]
    cos, sin = torch.cos(angle) / reach, torch.sin(angle) / reach
    mirror = torch.where(subject["flip"][n], -1.0, 1.0)
    cx, cy = subject["x"][n] * 2 - 1, subject["y"][n] * 2 - 1
    row_x = torch.stack([mirror * cos, -mirror * sin, -mirror * (cos * cx - sin * cy)], 1)
    row_y = torch.stack([sin, cos, -(sin * cx + cos * cy)], 1)
    return torch.stack([row_x, row_y], 1)


def sample_sprites(bank: Bank, subject: dict, n: torch.Tensor, bend: torch.Tensor) -> torch.Tensor:
    """Sprites of the scenes n, recoloured and put in place: [n, 5, size, size]; bend [n, size, size, 2] sets the size."""
    size = bend.shape[1]
    sprite = bank.sprites[subject["sprite"][n]].float() / 255
    change = subject["recolour"][n]
    if change.any():
        sprite[change] = recolour(sprite[change], subject["own"][n][change], subject["target"][n][change])
    theta = placement(subject, n)
    grid = F.affine_grid(theta, (len(n), 1, size, size), align_corners=False) + bend / FRAME * 2
    reach = subject["size"][n] / subject["height"][n] * SIZE / FRAME  # canvas pixels per sprite pixel
    small = reach < 0.62
    out = torch.empty(len(n), 5, size, size, device=sprite.device)
    for group, source in ((~small, sprite), (small, F.avg_pool2d(sprite, 2))):
        if group.any():
            out[group] = F.grid_sample(source[group], grid[group], mode="bilinear", align_corners=False)
    return out


def shadow(subject: dict, n: torch.Tensor, size: int) -> torch.Tensor:
    """Soft contact shadow [n, 1, size, size] under standing subjects."""
    span = torch.linspace(0.5 / size, 1 - 0.5 / size, size, device=subject["x"].device)
    x = (span[None, None, :] - subject["foot_x"][n][:, None, None]) / (subject["width_share"][n][:, None, None] * 0.52)
    y = (span[None, :, None] - subject["foot_y"][n][:, None, None]) / (subject["width_share"][n][:, None, None] * 0.10 + 0.008)
    return (1.25 - (x**2 + y**2)).clamp(0, 1)[:, None]


def enlarge(field: torch.Tensor, scale: float) -> torch.Tensor:
    """Smooth fields [B, C, H, W] on a larger page: the hand's marks do not get finer there."""
    return field if scale <= 1 else F.interpolate(field, scale_factor=scale, mode="bicubic", align_corners=False)


def compose(bank: Bank, scenes: dict, seed: int, scale: float = 1) -> dict:
    """Paint scenes (collated by collate.py).

    scale: the same picture with so many times the pixels a side, from a bank whose sprites and strips are as much larger
    (`load_details`) or smaller (`Bank.shrunk`); the hand's random marks of a smaller one are others.

    Returns picture [B, 3, size, size] in 0..1, masks [B, S, size, size] of what is visible of each
    subject, flat: the picture before texture, and ground [B, 1, size, size], the coverage of
    ground and branch (both for sketches).
    """
    device = bank.sprites.device
    generator = torch.Generator(device).manual_seed(seed)
    batch = scenes["background"].shape[0]
    size = round(SIZE * scale)
    page = min(size, SIZE)  # on which the hand makes its marks
    fall = torch.linspace(0, 1, size, device=device)[None, None, :, None]
    top, bottom = scenes["background"].unbind(1)  # [B, 2, 3]
    canvas = torch.lerp(top[:, :, None, None], bottom[:, :, None, None], fall).expand(-1, -1, -1, size).contiguous()
    ground = torch.zeros(batch, 1, size, size, device=device)
    for name in LAYERS:
        layer = scenes[name]
        n = torch.nonzero(layer["id"] >= 0).flatten()
        if len(n):
            strip = crop_strips(bank, layer["id"][n], layer["left"][n], layer["top"][n], layer["flip"][n], scale)
            canvas[n] = over(canvas[n], strip)
            if name in ("ground", "branch"):
                ground[n] = torch.maximum(ground[n], strip[:, 3:4])
    count = len(scenes["subjects"])
    masks = torch.zeros(batch, count, size, size, device=device)
    texture = enlarge(brush.strokes(batch, page, generator, device), scale)
    for k, subject in enumerate(scenes["subjects"]):
        bend = brush.wobble(batch, page, generator, device) * scenes["wobble"][:, None, None, None]
        bend = enlarge(bend.permute(0, 3, 1, 2), scale).permute(0, 2, 3, 1)
        n = torch.nonzero(subject["sprite"] >= 0).flatten()
        if not len(n):
            continue
        dark = shadow(subject, n, size) * subject["shadow"][n][:, None, None, None]
        canvas[n] = canvas[n] * (1 - 0.30 * dark)
        sprite = sample_sprites(bank, subject, n, bend[n])
        rough = 1 + 0.035 * texture[n].transpose(-1, -2)  # the subject's own brush runs down
        sprite = torch.cat([sprite[:, :3] * rough, sprite[:, 3:]], 1)
        canvas[n] = over(canvas[n], sprite)
        masks[n] = masks[n] * (1 - sprite[:, 3:4])
        masks[n, k] = sprite[:, 3]
    front = scenes["front"]
    n = torch.nonzero(front["id"] >= 0).flatten()
    if len(n):
        strip = crop_strips(bank, front["id"][n], front["left"][n], front["top"][n], front["flip"][n], scale)
        canvas[n] = over(canvas[n], strip)
        masks[n] = masks[n] * (1 - strip[:, 3:4])
        ground[n] = torch.maximum(ground[n], strip[:, 3:4])
    canvas = canvas * scenes["tint"][:, :, None, None]
    light = scenes["brightness"][:, None, None, None]
    canvas = torch.where(light > 0, canvas + (1 - canvas) * 0.45 * light, canvas * (1 + 0.45 * light))
    grain = enlarge(brush.paper(batch, page, generator, device), scale) * min(scale, 1)  # finer than a small page's pixels
    if scale > 1:
        grain = grain + 0.8 * brush.paper(batch, size, generator, device)
    picture = canvas + 0.016 * texture + 0.009 * grain
    return dict(picture=picture.clamp(0, 1), masks=masks.clamp(0, 1), flat=canvas.clamp(0, 1), ground=ground)


def turn_extent(width: torch.Tensor, height: torch.Tensor, angle: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Width and height of the box around a box turned by angle degrees."""
    a = angle.abs() * math.pi / 180
    return width * a.cos() + height * a.sin(), width * a.sin() + height * a.cos()
