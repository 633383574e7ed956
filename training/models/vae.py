"""The autoencoder: 256 x 256 x 3 pictures <-> 32 x 32 x 4 latents.

Convolutions without normalisation (nothing then depends on the picture's size), a light
encoder and a wider decoder that leaves full resolution to one pixel shuffle, for speed on CPUs.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Residual(nn.Module):
    """x + conv(silu(conv(silu(x)))), starting close to the identity."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.second.weight.data *= 0.3

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(x))))


class Encoder(nn.Module):
    """[B, 3, H, W] in -1..1 -> mean and log variance [B, 4, H/8, W/8] each."""

    def __init__(self, widths=(32, 64, 160), latent: int = 4):
        super().__init__()
        a, b, c = widths
        self.layers = nn.Sequential(
            nn.Conv2d(3, a, 4, 2, 1), nn.SiLU(),
            nn.Conv2d(a, b, 4, 2, 1), Residual(b), nn.SiLU(),
            nn.Conv2d(b, c, 4, 2, 1), Residual(c), Residual(c), nn.SiLU(),
            nn.Conv2d(c, 2 * latent, 3, padding=1),
        )  # fmt: skip

    def forward(self, x):
        mean, log_variance = self.layers(x).chunk(2, 1)
        return mean, log_variance


class Upsample(nn.Module):
    """Twice the height and width by a convolution and a pixel shuffle."""

    def __init__(self, before: int, after: int):
        super().__init__()
        self.conv = nn.Conv2d(before, after * 4, 3, padding=1)

    def forward(self, x):
        return F.pixel_shuffle(self.conv(x), 2)


class Decoder(nn.Module):
    """[B, 4, h, w] -> [B, 3, 8h, 8w] in -1..1."""

    def __init__(self, widths=(192, 96, 48), depths=(3, 2, 2), latent: int = 4):
        super().__init__()
        layers = [nn.Conv2d(latent, widths[0], 3, padding=1)]
        for width, depth, after in zip(widths, depths, (*widths[1:], None), strict=True):
            layers += [Residual(width) for _ in range(depth)]
            layers += [nn.SiLU(), Upsample(width, after or 3)]
        self.layers = nn.Sequential(*layers)

    def forward(self, z):
        return self.layers(z)


class Autoencoder(nn.Module):
    """Encoder, decoder and the statistics that make latents unit-sized per channel."""

    def __init__(self, **decoder):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder(**decoder)
        self.register_buffer("shift", torch.zeros(4))
        self.register_buffer("scale", torch.ones(4))

    def encode(self, x):
        """Pictures in -1..1 to normalised latents (the mean)."""
        return (self.encoder(x)[0].float() - self.shift[:, None, None]) / self.scale[:, None, None]

    def decode(self, z):
        """Normalised latents to pictures in -1..1."""
        return self.decoder(z * self.scale[:, None, None] + self.shift[:, None, None])


class PatchCritic(nn.Module):
    """Tells real patches of about 34 px from decoded ones (Isola et al. 2017); [B, 3, H, W] -> [B, 1, h, w]."""

    def __init__(self, width: int = 48):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, 2, 1), nn.GroupNorm(8, 2 * width), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, 4 * width, 4, 1, 1), nn.GroupNorm(8, 4 * width), nn.LeakyReLU(0.2),
            nn.Conv2d(4 * width, 1, 4, 1, 1),
        )  # fmt: skip

    def forward(self, x):
        return self.layers(x)
