"""The judge: reads off a picture what evaluation asks. Trained apart from the model and its scorer, never shipped.

A small network finds what is painted on the ground; what is found is cut out, brought to one size and described by fixed features, which
linear discriminants name. All of it is learnt in minutes of a CPU, where a network that does everything takes days.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .discriminant import Discriminant
from .looks import COLOURS, LOOKS
from .scorer import Conv, Norm, unit

SIDE = 128  # pixels that the judge sees; larger pictures are area-averaged before
CELLS = 64  # a side, of what is found


def seen(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures as the judge sees them [B, 3, SIDE, SIDE]."""
    return pictures if pictures.shape[-1] == SIDE else F.adaptive_avg_pool2d(pictures, SIDE)


class Finder(nn.Module):
    """pictures [B, 3, SIDE, SIDE] in -1..1 -> logits [B, 1, CELLS, CELLS]: is a subject there."""

    def __init__(self, widths=(16, 32, 64, 96)):
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Conv2d(3, a, 4, 2, 1)
        self.levels = nn.ModuleList([
            nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), Conv(b)),
            nn.Sequential(nn.Conv2d(b, c, 4, 2, 1), Conv(c)),
            nn.Sequential(nn.Conv2d(c, d, 4, 2, 1), Conv(d), Conv(d)),
        ])  # fmt: skip
        self.merge = nn.ModuleList([nn.Conv2d(width, a, 1) for width in widths])
        self.out = nn.Sequential(Conv(a), Norm(a), nn.SiLU(), nn.Conv2d(a, 1, 1))

    def trunk(self, pictures):
        """Features at 64, 32, 16 and 8 cells a side."""
        levels = [self.stem(pictures)]
        for level in self.levels:
            levels.append(level(levels[-1]))
        return levels

    def forward(self, pictures):
        merged = None
        for level, merge in zip(reversed(self.trunk(pictures)), reversed(self.merge), strict=True):
            y = merge(level)
            merged = y if merged is None else y + F.interpolate(merged, scale_factor=2.0, mode="nearest")
        return self.out(merged).float()


class Judge(nn.Module):
    """finder, and discriminants of what it finds. owner: the number of the subject that each of D drawings is of.

    drawing: 2 D classes, each drawing as it is and mirrored; colour, background: words.
    """

    def __init__(self, owner: list[int], colours: int, backgrounds: int, widths=(16, 32, 64, 96)):
        super().__init__()
        self.subjects = max(owner) + 1
        self.register_buffer("owner", torch.tensor(owner).repeat(2), persistent=False)
        self.finder = Finder(widths)
        self.drawing = Discriminant(2 * len(owner), LOOKS)
        self.colour, self.background = Discriminant(colours, COLOURS), Discriminant(backgrounds, COLOURS)

    @torch.no_grad()
    def find(self, pictures: torch.Tensor) -> torch.Tensor:
        """What is painted on the ground, 0..1 [B, CELLS, CELLS], of pictures in -1..1."""
        return self.finder(seen(pictures)).sigmoid()[:, 0]

    def of_subjects(self, drawings: torch.Tensor) -> torch.Tensor:
        """The likeliest of each subject's drawings: [N, 2 D] -> [N, subjects]."""
        best = torch.full((len(drawings), self.subjects), -1e9, device=drawings.device)
        return best.scatter_reduce(1, self.owner.expand(len(drawings), -1), drawings, "amax")

    @torch.no_grad()
    def distance(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        """How different pictures look, pairwise: unit features of every level compared cell by cell (Zhang et al. 2018)."""
        total = 0
        for x, y in zip(self.finder.trunk(seen(a)), self.finder.trunk(seen(b)), strict=True):
            x, y = unit(x.float().movedim(1, -1)), unit(y.float().movedim(1, -1))
            total = total + (x - y).pow(2).sum(-1).mean((1, 2))
        return total
