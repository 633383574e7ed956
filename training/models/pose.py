"""What words and knobs alone say of where a subject is, how large and how turned: a prior over poses."""

import torch
import torch.nn.functional as F
from torch import nn

ANGLE = 30.0
USUAL = 0.45  # size
CODED = 4  # x, y, logarithm of size, angle / ANGLE: each about 1 wide


def coded(pose: torch.Tensor) -> torch.Tensor:
    """x, y, size (shares of the page), angle in degrees [..., 4] as the prior counts them."""
    return torch.stack([(pose[..., 0] - 0.5) / 0.2, (pose[..., 1] - 0.5) / 0.2, (pose[..., 2] / USUAL).clamp(min=0.02).log() / 0.4, pose[..., 3] / ANGLE], -1)


class PosePrior(nn.Module):
    """Condition and a subject's words -> mean and precision of each coded number, and the logit of looking right.

    Before training: the middle of the page, one wide, either way round.
    """

    def __init__(self, words: int, subjects: int, told: int, slots: int, width: int = 128):
        super().__init__()
        self.told, self.heard, self.subject = nn.Linear(told, width), nn.Linear(words, width), nn.Linear(subjects, width, bias=False)
        self.slot = nn.Parameter(torch.randn(slots, width) * 0.1)
        self.think, self.say = nn.Linear(width, width), nn.Linear(width, 2 * CODED + 1)
        nn.init.zeros_(self.say.weight)
        nn.init.zeros_(self.say.bias)

    def forward(self, e, heard, codes):
        """e [B, told], heard [B, S, W], codes [B, S, K] -> mean [B, S, 4], precision [B, S, 4] > 0, right [B, S]."""
        each = F.silu(self.told(e)[:, None] + self.heard(heard) + self.subject(codes) + self.slot[: codes.shape[1]])
        said = self.say(F.silu(self.think(each))).float()
        return said[..., :CODED], said[..., CODED : 2 * CODED].clamp(-4, 5).exp(), said[..., -1]
