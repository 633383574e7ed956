"""The preview decoder: a quick look at latents while something moves. Half a million parameters, 1 GFLOP."""

import torch
import torch.nn.functional as F
from torch import nn

from .vae import Residual, Upsample


class PreviewDecoder(nn.Module):
    """Normalised latents [B, 4, h, w] -> [B, 3, 8h, 8w] in -1..1; the last fourfold step is one pixel shuffle."""

    def __init__(self, wide: int = 64, narrow: int = 32):
        super().__init__()
        self.coarse = nn.Sequential(nn.Conv2d(4, wide, 3, padding=1), *(Residual(wide) for _ in range(3)), nn.SiLU(), Upsample(wide, narrow))
        self.fine = nn.Sequential(Residual(narrow), nn.SiLU(), nn.Conv2d(narrow, 3 * 16, 3, padding=1))

    def forward(self, z):
        return F.pixel_shuffle(self.fine(self.coarse(z)), 4)


class Upscaler(nn.Module):
    """Pictures [B, 3, H, W] in 0..1 -> [B, 3, 4H, 4W]: works at half the size, adds detail to a bicubic enlargement.

    Learns to undo the autoencoder's softness too: half of its training pictures went through it.
    """

    def __init__(self, width: int = 64, depth: int = 6):
        super().__init__()
        self.enter = nn.Conv2d(12, width, 3, padding=1)
        self.trunk = nn.Sequential(*(Residual(width) for _ in range(depth)))
        self.leave = nn.Conv2d(width, 3 * 64, 3, padding=1)
        self.leave.weight.data *= 0.1
        nn.init.zeros_(self.leave.bias)

    def forward(self, x):
        features = self.trunk(self.enter(F.pixel_unshuffle(x, 2) - 0.5))
        detail = F.pixel_shuffle(self.leave(F.silu(features)), 8)
        return torch.clamp(F.interpolate(x, scale_factor=4, mode="bicubic", align_corners=False) + detail, 0, 1)
