"""Where remembered drawings are in a noisy picture: every pose is tried, and what speaks for it is weighed.

Picture and drawings become feature maps whose correlation is the evidence (Bertinetto et al. 2016, arXiv:1606.09549);
with the prior it makes a posterior over drawing, side, size, angle and place. Noise alone leaves it wide; as noise recedes it
narrows to one pose. One is chosen from it by perturbing and taking the best (Papandreou and Yuille 2011, Perturb-and-MAP):
the perturbation is how well the noise itself fits each pose, so that the seed throws the dice, and what is painted in
one step is found again in the next.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .pose import coded

SIZES = (0.23, 0.33, 0.46, 0.62, 0.82)  # of the subject's height, shares of the page
TURNS = (-18.0, 0.0, 18.0)  # degrees
COARSE = 16  # cells of the page while searching
PLACES = COARSE + 1  # centres tried in a row: on the corners of cells
FEATURES = 8
NEAR = 1.6  # cells: what is averaged with the best place
DICE = 1.5  # how far the noise sways the choice; in pure noise a standard deviation


@dataclass
class Chosen:
    """Of each subject one drawing, as 0 and 1 [N, D], its side, 1 or mirrored -1 [N], and its pose [N, 4]: x, y, size, angle."""

    drawing: torch.Tensor
    side: torch.Tensor
    pose: torch.Tensor


@dataclass
class Found:
    """posterior [N, D, 2, sizes, turns, y, x] of each subject, and what is chosen of it. sizes [N, 5], turns [N, 3] tried."""

    posterior: torch.Tensor
    chosen: Chosen
    sizes: torch.Tensor
    turns: torch.Tensor


class PictureFeatures(nn.Module):
    """Latents, ink and coverage [B, 6, h, w] -> [B, FEATURES, COARSE, COARSE]; the condition scales and shifts."""

    def __init__(self, told: int, width: int = 32):
        super().__init__()
        self.enter, self.condition = nn.Conv2d(6, width, 3, padding=1), nn.Linear(told, 2 * width)
        self.near, self.far = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=2, dilation=2)
        self.leave = nn.Conv2d(width, FEATURES, 1)

    def forward(self, seen, e):
        scale, shift = self.condition(e)[:, :, None, None].chunk(2, 1)
        x = F.silu(self.enter(seen) * (1 + scale) + shift)
        x = x + F.silu(self.near(x))
        x = x + F.silu(self.far(x))
        return self.leave(F.avg_pool2d(x, int(seen.shape[-1]) // COARSE))


class DrawingFeatures(nn.Module):
    """Drawings laid in the middle of a coarse page [N, channels, COARSE, COARSE] -> features of the same size, and a bias [N]."""

    def __init__(self, channels: int, width: int = 16):
        super().__init__()
        self.enter, self.leave = nn.Conv2d(channels, width, 3, padding=1), nn.Conv2d(width, FEATURES + 1, 1)

    def forward(self, laid):
        x = self.leave(F.silu(self.enter(laid)))
        return x[:, :FEATURES], x[:, FEATURES].mean((1, 2))


def local(values: torch.Tensor, best: torch.Tensor, reach: float) -> torch.Tensor:
    """1 where a value lies within reach of the best: values [N, V], best [N] -> [N, V]."""
    return ((values - best[:, None]).abs() <= reach).float()


@torch.no_grad()
def throw(x: torch.Tensor, laid: torch.Tensor) -> torch.Tensor:
    """How well a noisy picture x [N, 4, h, w] fits drawings in the middle of a coarse page [N, T, channels, COARSE, COARSE], at
    each place: [N, T, PLACES, PLACES]. In pure noise of deviation 1."""
    n, t = laid.shape[:2]
    shrink = int(x.shape[-1]) // COARSE
    page = F.avg_pool2d(x - x.mean((-1, -2), keepdim=True), shrink) * shrink
    windows = F.unfold(F.pad(page, (COARSE // 2,) * 4), COARSE)
    latents, alpha = laid[:, :, :4], laid[:, :, 4:5]
    shape = latents - alpha * (latents.sum((-1, -2), keepdim=True) / alpha.sum((-1, -2), keepdim=True).clamp(min=1e-3))
    shape = shape.reshape(n, t, -1)
    return (shape / shape.norm(dim=-1, keepdim=True).clamp(min=1e-3) @ windows).reshape(n, t, PLACES, PLACES)


class PoseSearch(nn.Module):
    """See the module's docstring. lay(codes, pose, side, h, w): draws the memory's drawings."""

    def __init__(self, told: int, drawings: int, channels: int):
        super().__init__()
        self.drawings = drawings
        self.picture, self.drawing = PictureFeatures(told), DrawingFeatures(channels)
        self.gain = nn.Linear(told, 1)
        nn.init.zeros_(self.gain.weight)
        nn.init.constant_(self.gain.bias, -1.0)
        # centres in one row, shares of the page
        self.register_buffer("centres", torch.arange(PLACES) / COARSE, persistent=False)
        self.register_buffer("sizes", torch.tensor(SIZES), persistent=False)
        self.register_buffer("turns", torch.tensor(TURNS), persistent=False)

    def evidence(self, seen, e, laid):
        """seen [N, 6, h, w], laid [N, T, channels, COARSE, COARSE] -> [N, T, PLACES, PLACES]."""
        n, t = laid.shape[:2]
        features = F.pad(self.picture(seen, e).float(), (COARSE // 2,) * 4)
        windows = F.unfold(features, COARSE)  # [N, FEATURES * COARSE^2, PLACES^2]
        kernels, bias = self.drawing(laid.flatten(0, 1))
        match = kernels.reshape(n, t, -1).float() @ windows + bias.float().reshape(n, t, 1) * COARSE
        return (match * self.gain(e).float().exp()[:, :, None]).reshape(n, t, PLACES, PLACES)

    def prior(self, mean, precision, right, sizes, turns):
        """Logarithm of the prior [N, 1, 2, sizes, turns, y, x], up to a constant."""

        def line(values, k):
            return -0.5 * precision[:, k, None] * (values - mean[:, k, None]) ** 2

        def code(values, k):
            pose = torch.zeros(*values.shape, 4, device=values.device)
            pose[..., 2] = 0.4
            pose[..., k] = values
            return coded(pose)[..., k]

        at = self.centres[None].expand(mean.shape[0], -1)
        x, y = line(code(at, 0), 0), line(code(at, 1), 1)
        size, turn = line(code(sizes, 2), 2), line(code(turns, 3), 3)
        side = torch.stack([F.logsigmoid(-right), F.logsigmoid(right)], 1)
        side = side[:, None, :, None, None, None, None]
        return side + size[:, None, None, :, None, None, None] + turn[:, None, None, None, :, None, None] + y[:, None, None, None, None, :, None] + x[:, None, None, None, None, None, :]

    def forward(self, seen, e, codes, said, told, lay):
        """said: what PosePrior says, of each subject [N, ...]; told: given pose [N, 4] and which of it is given [N, 4]."""
        n = seen.shape[0]
        given, known = told
        sizes = torch.where(known[:, 2:3] > 0.5, given[:, 2:3], self.sizes[None])
        turns = torch.where(known[:, 3:4] > 0.5, given[:, 3:4], self.turns[None])
        # every drawing, side, size and turn in the middle of a coarse page
        shape = (n, self.drawings, 2, len(SIZES), len(TURNS))
        middle = torch.full((*shape, 2), 0.5, device=seen.device)
        size = sizes[:, None, None, :, None, None].expand(*shape, 1)
        turn = turns[:, None, None, None, :, None].expand(*shape, 1)
        laid = lay(codes, torch.cat([middle, size, turn], -1).flatten(3, 4).flatten(2, 3), COARSE, COARSE)
        # lay() goes by drawing, then pose: [N, D, 2 * sizes * turns, channels, COARSE, COARSE]
        logits = self.evidence(seen, e, laid.flatten(1, 2)).reshape(*shape, PLACES, PLACES)
        logits = logits + self.prior(*said, sizes, turns)
        # a place that is given to the knob's own precision: half a cell of the search
        for k, axis in ((0, 6), (1, 5)):
            off = (self.centres[None] - given[:, k, None]) * COARSE
            logits = logits - (2 * off**2 * known[:, k, None]).reshape(n, *(PLACES if a == axis else 1 for a in range(1, 7)))
        posterior = logits.flatten(1).softmax(-1).reshape(logits.shape)
        swayed = logits.detach() + DICE * throw(seen[:, :4], laid.flatten(1, 2)).reshape(logits.shape)
        chosen = self.choose(swayed, sizes, turns)
        chosen.pose = torch.where(known > 0.5, given, chosen.pose)
        return Found(posterior, chosen, sizes, turns)

    @torch.no_grad()
    def choose(self, logits, sizes, turns) -> Chosen:
        """The best, its pose averaged with those about it by their share. logits [N, D, 2, sizes, turns, y, x]."""
        n = logits.shape[0]
        top = logits.flatten(1).argmax(-1)
        x, rest = top % PLACES, top // PLACES
        y, rest = rest % PLACES, rest // PLACES
        turn, rest = rest % len(TURNS), rest // len(TURNS)
        size, kind = rest % len(SIZES), rest // len(SIZES)  # kind: drawing, side
        shape = logits.shape[3:]
        of_kind = logits.flatten(1, 2).gather(1, kind[:, None, None, None, None, None].expand(n, 1, *shape))[:, 0]
        share = (of_kind - of_kind.flatten(1).amax(-1)[:, None, None, None, None]).exp()
        value = lambda values, at: values.gather(1, at[:, None])[:, 0]  # noqa: E731
        centres, logs = self.centres[None].expand(n, -1), sizes.log()
        s, a = local(logs, value(logs, size), 0.4), local(turns, value(turns, turn), 20.0)
        j, i = local(centres, value(centres, y), NEAR / COARSE), local(centres, value(centres, x), NEAR / COARSE)
        share = share * s[:, :, None, None, None] * a[:, None, :, None, None] * j[:, None, None, :, None] * i[:, None, None, None, :]
        share = share / share.flatten(1).sum(-1).clamp(min=1e-12)[:, None, None, None, None]
        mean = lambda values, dims: (share.sum(dims) * values).sum(-1)  # noqa: E731
        pose = torch.stack([mean(centres, (1, 2, 3)), mean(centres, (1, 2, 4)), mean(logs, (2, 3, 4)).exp(), mean(turns, (1, 3, 4))], -1)
        drawing = (torch.arange(self.drawings, device=kind.device)[None] == (kind // 2)[:, None]).float()
        return Chosen(drawing, 1 - 2 * (kind % 2).float(), pose)
