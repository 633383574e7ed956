"""Where subjects are in a noisy picture, and how they are turned."""

import torch
import torch.nn.functional as F
from torch import nn

POSE = 5  # x, y, logarithm of size, angle / ANGLE, logit of looking right
ANGLE = 30.0
USUAL = 0.45  # size


class PoseReader(nn.Module):
    """Noisy latents, condition and subjects -> raw pose [B, S, POSE]; before training all are in the middle."""

    def __init__(self, words: int, subjects: int, told: int, slots: int, width: int = 48):
        super().__init__()
        self.look = nn.Sequential(
            nn.Conv2d(8, width, 3, 2, 1), nn.SiLU(), nn.Conv2d(width, width, 3, 2, 1), nn.SiLU(), nn.Conv2d(width, 2 * width, 3, 2, 1), nn.SiLU()
        )
        self.seen, self.told, self.heard = nn.Linear(2 * width * 16, 192), nn.Linear(told, 192), nn.Linear(words, 192)
        self.subject = nn.Linear(subjects, 192, bias=False)
        self.slot = nn.Parameter(torch.randn(slots, 192) * 0.1)
        self.think, self.say = nn.Linear(192, 192), nn.Linear(192, POSE)
        nn.init.zeros_(self.say.weight)
        nn.init.zeros_(self.say.bias)

    def forward(self, x, e, codes, heard, masks):
        """codes [B, S, K], heard [B, S, W]: the subjects and their words; masks [B, R, h, w]: what is laid elsewhere."""
        h, w = x.shape[2:]
        y_at, x_at = torch.meshgrid(torch.linspace(-1, 1, h, device=x.device), torch.linspace(-1, 1, w, device=x.device), indexing="ij")
        grid = torch.stack([x_at, y_at, torch.ones_like(x_at)])[None].expand(x.shape[0], -1, -1, -1)
        seen = self.look(torch.cat([x, grid.to(x.dtype), masks.sum(1, keepdim=True).clamp(max=1).to(x.dtype)], 1))
        page = self.seen(F.adaptive_avg_pool2d(seen, 4).flatten(1)) + self.told(e)
        each = F.silu(page[:, None] + self.heard(heard) + self.subject(codes.to(x.dtype)) + self.slot)
        return self.say(F.silu(self.think(each))).float()

    @staticmethod
    def values(read):
        """[B, S, 4]: x, y, size as shares of the page, angle in degrees."""
        return torch.stack([0.5 + read[..., 0] * 0.2, 0.5 + read[..., 1] * 0.2, USUAL * read[..., 2].clamp(-2, 1).exp(), read[..., 3] * ANGLE], -1)

    @staticmethod
    def coded(pose):
        """The inverse for x, y, size, angle [..., 4]."""
        return torch.stack([(pose[..., 0] - 0.5) / 0.2, (pose[..., 1] - 0.5) / 0.2, (pose[..., 2] / USUAL).clamp(min=0.02).log(), pose[..., 3] / ANGLE], -1)
