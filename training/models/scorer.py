"""The scorer: pictures and words to one space (a dual encoder, Radford et al. 2021, arXiv:2103.00020)."""

import torch
import torch.nn.functional as F
from torch import nn

from .text import TextEncoder

EMBED = 192
SIDE = 64  # pixels that the image encoder sees; larger pictures are area-averaged before


class Norm(nn.GroupNorm):
    """Groups of 16 channels, in float32."""

    def __init__(self, channels: int):
        super().__init__(channels // 16, channels)

    def forward(self, x):
        return F.group_norm(x.float(), self.num_groups, self.weight, self.bias, self.eps)


class Conv(nn.Module):
    """x + two convolutions, each after normalisation."""

    def __init__(self, channels: int):
        super().__init__()
        self.layers = nn.Sequential(
            Norm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1), Norm(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1)
        )  # fmt: skip
        self.layers[-1].weight.data *= 0.3

    def forward(self, x):
        return x + self.layers(x)


def unit(x):
    """To length one."""
    return x / (x.pow(2).sum(-1, keepdim=True) + 1e-8).sqrt()


class ImageEncoder(nn.Module):
    """pixel_values [B, 3, SIDE, SIDE] in -1..1 -> [B, EMBED] of length one. Where things are is kept: sides matter."""

    def __init__(self, widths=(32, 64, 128, 224), cells: int = SIDE // 16):
        super().__init__()
        layers, before = [nn.Conv2d(3, widths[0], 4, 2, 1)], widths[0]
        for width in widths[1:]:
            layers += [Conv(before), nn.Conv2d(before, width, 4, 2, 1)]
            before = width
        self.trunk = nn.Sequential(*layers, Conv(before), Conv(before), Norm(before), nn.SiLU())
        self.places = nn.Parameter(torch.randn(1, before, cells, cells) * 0.02)
        self.look = nn.Conv2d(before, 8, 1)  # eight glances, each a weighted mean over the picture
        self.out = nn.Linear(8 * before, EMBED)

    def forward(self, x):
        h = self.trunk(x) + self.places
        glance = self.look(h).flatten(2).softmax(-1)
        seen = glance @ h.flatten(2).transpose(1, 2)
        return unit(self.out(seen.flatten(1)).float())


class WordEncoder(nn.Module):
    """input_ids int64 [B, T] -> [B, EMBED] of length one."""

    def __init__(self, vocabulary: int, end: int, width: int = 192):
        super().__init__()
        self.text = TextEncoder(vocabulary, end, width=width, layers=3)
        self.out = nn.Linear(2 * width, EMBED)

    def forward(self, ids):
        hidden, count = self.text(ids), (ids != self.text.end).float().sum(1, keepdim=True)
        mean = hidden.sum(1) / count.clamp(min=1)
        last = hidden.gather(1, (count.long() - 1).clamp(min=0)[..., None].expand(-1, 1, hidden.shape[-1]))[:, 0]
        return unit(self.out(torch.cat([mean, last], 1)).float())


class Scorer(nn.Module):
    """Both, and the scale of their product."""

    def __init__(self, vocabulary: int, end: int):
        super().__init__()
        self.image, self.words = ImageEncoder(), WordEncoder(vocabulary, end)
        self.log_scale = nn.Parameter(torch.tensor(2.7))

    def forward(self, pictures, ids):
        """Similarities [B, number of texts], scaled for a softmax."""
        return self.log_scale.clamp(max=4.6).exp() * self.image(pictures) @ self.words(ids).T
