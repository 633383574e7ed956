"""The judge: reads off a picture what evaluation asks. Trained apart from the model and its scorer, never shipped.

Global heads say what, which colour and where; a dense head says which subject covers each 4 x 4 pixel cell.
"""

import torch
from torch import nn

from .scorer import Conv, Norm, unit

FEATURES = 64  # of the dense head
REGRESSED = ("angle", "size", "x", "y", "brightness", "saturation", "lightness")  # coded as the knobs are; hue apart


class Judge(nn.Module):
    """pictures [B, 3, 256, 256] in -1..1 -> a dict of logits and values, and `features` for distances.

    subject [B, N]: softmax over subjects, of one-subject pictures. present [B, N]: sigmoid, is it anywhere.
    cells [B, N + 1, 64, 64]: softmax, 0 = nothing. colour, background, place, facing: softmax. hue [B, 2]: sine,
    cosine. scalars [B, len(REGRESSED)].
    """

    def __init__(self, subjects: int, colours: int, backgrounds: int, places: int, widths=(48, 96, 192, 320)):
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Conv2d(3, a, 8, 4, 2)
        self.levels = nn.ModuleList([
            nn.Sequential(Conv(a), Conv(a)),
            nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), Conv(b), Conv(b)),
            nn.Sequential(nn.Conv2d(b, c, 4, 2, 1), Conv(c), Conv(c)),
            nn.Sequential(nn.Conv2d(c, d, 4, 2, 1), Conv(d), Conv(d)),
        ])  # fmt: skip
        self.places = nn.Parameter(torch.randn(1, d, 8, 8) * 0.02)
        self.final = nn.Sequential(Norm(d), nn.SiLU())
        self.look = nn.Conv2d(d, 8, 1)
        self.hidden = nn.Sequential(nn.Linear(8 * d, 512), nn.SiLU())
        sizes = dict(subject=subjects, present=subjects, colour=colours, background=backgrounds, place=places, facing=3, hue=2, scalars=len(REGRESSED))
        self.heads = nn.ModuleDict({name: nn.Linear(512, size) for name, size in sizes.items()})
        self.merge = nn.ModuleList([nn.Conv2d(width, FEATURES, 1) for width in widths])
        self.dense = nn.Sequential(Conv(FEATURES), Norm(FEATURES), nn.SiLU())
        self.kinds = nn.Conv2d(FEATURES, subjects + 1, 1)

    def trunk(self, pictures):
        """Features at 64, 32, 16 and 8 cells a side."""
        x, levels = self.stem(pictures), []
        for level in self.levels:
            x = level(x)
            levels.append(x)
        levels[-1] = self.final(levels[-1] + self.places)
        return levels

    def forward(self, pictures):
        levels = self.trunk(pictures)
        h = levels[-1]
        seen = self.look(h).flatten(2).softmax(-1) @ h.flatten(2).transpose(1, 2)
        hidden = self.hidden(seen.flatten(1))
        out = {name: head(hidden).float() for name, head in self.heads.items()}
        dense = None
        for level, merge in zip(reversed(levels), reversed(self.merge), strict=True):
            y = merge(level)
            dense = y if dense is None else y + nn.functional.interpolate(dense, scale_factor=2.0, mode="nearest")
        out["cells"] = self.kinds(self.dense(dense)).float()
        out["features"] = hidden.float()
        return out

    @torch.no_grad()
    def distance(self, a, b):
        """How different pictures look, pairwise: unit features of every level compared cell by cell (Zhang et al. 2018)."""
        total = 0
        for x, y in zip(self.trunk(a), self.trunk(b), strict=True):
            x, y = unit(x.float().movedim(1, -1)), unit(y.float().movedim(1, -1))
            total = total + (x - y).pow(2).sum(-1).mean((1, 2))
        return total
