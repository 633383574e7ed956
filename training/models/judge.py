"""The judge: reads off a picture what evaluation asks. Trained apart from the model and its scorer, never shipped.

Global heads say which drawing, which colour and where; a dense head says which subject covers each 8 x 8 pixel cell.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .scorer import Conv, Norm, unit

SIDE = 128  # pixels that the judge sees; larger pictures are area-averaged before
CELLS = 32  # of the dense head, a side
FEATURES = 64  # of the dense head
REGRESSED = ("angle", "size", "x", "y", "brightness", "saturation", "lightness")  # coded as the knobs are; hue apart


def of_subjects(drawings: torch.Tensor, owner: torch.Tensor, subjects: int) -> torch.Tensor:
    """Log-sums of logits [B, D] over the drawings of each subject: [B, subjects]. owner int64 [D]."""
    top = drawings.amax(1, keepdim=True)
    sums = torch.zeros(len(drawings), subjects, device=drawings.device, dtype=drawings.dtype).index_add_(1, owner, (drawings - top).exp())
    return sums.clamp(min=1e-30).log() + top


class Judge(nn.Module):
    """pictures [B, 3, SIDE or more, the same] in -1..1 -> a dict of logits and values, and `features` for distances.

    owner: the number of the subject that each of D drawings is of. One drawing is easier to learn than all that a subject may
    look like, so drawings are what the judge is taught and subjects what it is asked.

    drawing [B, D], subject [B, N]: softmax, of one-subject pictures. present [B, N]: sigmoid, is it anywhere.
    cells [B, N + 1, CELLS, CELLS]: softmax, 0 = nothing. colour, background, place, facing: softmax. hue [B, 2]: sine,
    cosine. scalars [B, len(REGRESSED)].
    """

    def __init__(self, owner: list[int], colours: int, backgrounds: int, places: int, widths=(64, 128, 256)):
        super().__init__()
        a, b, c = widths
        self.subjects = max(owner) + 1
        self.register_buffer("owner", torch.tensor(owner), persistent=False)
        self.stem = nn.Conv2d(3, a, 6, 4, 1)
        self.levels = nn.ModuleList([
            nn.Sequential(Conv(a), Conv(a)),
            nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), Conv(b), Conv(b)),
            nn.Sequential(nn.Conv2d(b, c, 4, 2, 1), Conv(c), Conv(c), Conv(c)),
        ])  # fmt: skip
        self.places = nn.Parameter(torch.randn(1, c, CELLS // 4, CELLS // 4) * 0.02)
        self.final = nn.Sequential(Norm(c), nn.SiLU())
        self.look = nn.Conv2d(c, 8, 1)
        self.hidden = nn.Sequential(nn.Linear(8 * c, 512), nn.SiLU())
        sizes = dict(drawing=len(owner), present=self.subjects, colour=colours, background=backgrounds, place=places, facing=3, hue=2, scalars=len(REGRESSED))
        self.heads = nn.ModuleDict({name: nn.Linear(512, size) for name, size in sizes.items()})
        self.merge = nn.ModuleList([nn.Conv2d(width, FEATURES, 1) for width in widths])
        self.dense = nn.Sequential(Conv(FEATURES), Norm(FEATURES), nn.SiLU())
        self.kinds = nn.Conv2d(FEATURES, self.subjects + 1, 1)

    def trunk(self, pictures):
        """Features at 32, 16 and 8 cells a side."""
        if pictures.shape[-1] != SIDE:
            pictures = F.adaptive_avg_pool2d(pictures, SIDE)
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
        out["subject"] = of_subjects(out["drawing"], self.owner, self.subjects)
        dense = None
        for level, merge in zip(reversed(levels), reversed(self.merge), strict=True):
            y = merge(level)
            dense = y if dense is None else y + F.interpolate(dense, scale_factor=2.0, mode="nearest")
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
