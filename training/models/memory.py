"""The denoiser's memory of drawings: words recall how a subject looks, and where it is laid is read from knobs, regions or noise.

Recall instead of rote: retrieval for diffusion as in Blattmann et al. 2022 (arXiv:2204.11824), the drawings being
laid by a spatial transformer (Jaderberg et al. 2015, arXiv:1506.02025). All of it is inside the U-Net's graph.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .pose import ANGLE, POSE, PoseReader

SLOTS = 3  # subjects that words can name
DRAWINGS = 3  # kept of each subject
CHANNELS = 5  # of a kept drawing: premultiplied latent, alpha
FRAME = 24  # cells of a kept drawing: a sprite of 192 px


@dataclass
class Recalled:
    """hint [B, DRAWINGS * CHANNELS, h, w]; masks [B, SLOTS, h, w] and words [B, SLOTS, W] of the subjects that words named.

    subject [B, T, K + 1], more [B, T, 2], region [B, R, K + 1]: logits; pose [B, SLOTS, POSE]: as read from the noise.
    """

    hint: torch.Tensor
    masks: torch.Tensor
    words: torch.Tensor
    subject: torch.Tensor
    more: torch.Tensor
    region: torch.Tensor
    pose: torch.Tensor


@dataclass
class Taught:
    """What a training batch knows: codes [B, SLOTS, K] of its subjects, where `known` [B] is True."""

    codes: torch.Tensor
    known: torch.Tensor


def grid_of(pose: torch.Tensor, height: torch.Tensor, mirror: bool, h: int, w: int) -> torch.Tensor:
    """Where each cell of the page lies in a drawing's frame, -1..1: [N, h, w, 2]. pose [N, 4]: x, y, size, angle; height [N]."""
    y, x = torch.meshgrid((torch.arange(h, device=pose.device) + 0.5) / h * 2 - 1, (torch.arange(w, device=pose.device) + 0.5) / w * 2 - 1, indexing="ij")
    at = lambda k: pose[:, k, None, None]  # noqa: E731
    dx, dy = x - (at(0) * 2 - 1), y - (at(1) * 2 - 1)
    reach = (pose[:, 2] / height.clamp(min=0.05))[:, None, None].clamp(min=0.02)
    turn = at(3) * (torch.pi / 180)
    u = (dx * turn.cos() - dy * turn.sin()) / reach
    v = (dx * turn.sin() + dy * turn.cos()) / reach
    return torch.stack([-u if mirror else u, v], -1)


LEAST = 0.2  # share of noise below which a drawing's error is no longer blown up by dividing through it


def towards(x, timestep, hint, trust):
    """The velocity that would end in the recalled drawings, where they cover and as far as they are trusted: [B, 4, h, w].

    With x = (1 - s) z + s e the velocity is (x - z) / s: what is recalled is drawn from the first step of training on,
    and only what differs (colour, light, brush) is left to be learnt. trust [B, DRAWINGS, h, w] are logits.
    """
    s = (timestep.float() / 1000).clamp(min=LEAST).reshape(-1, 1, 1, 1, 1)
    laid = hint.float().unflatten(1, (DRAWINGS, CHANNELS))
    latents, alpha = laid[:, :, :4], laid[:, :, 4:]
    share = trust.float().sigmoid()[:, :, None]
    # premultiplied: alpha x - alpha z
    return (share * (alpha * x.float()[:, None] - latents) / s).sum(1)


class Memory(nn.Module):
    """words: width of the text encoder; subjects: how many are remembered; told: width of the condition; slots: of the knobs."""

    def __init__(self, words: int, subjects: int, told: int, slots: dict[str, int]):
        super().__init__()
        self.slots = slots
        # buffers, not weights: drawings as they are, each one's height as a share of its frame
        self.register_buffer("maps", torch.zeros(subjects, DRAWINGS * CHANNELS * FRAME * FRAME))
        self.register_buffer("heights", torch.full((subjects, DRAWINGS), 0.9))
        self.subject, self.more = nn.Linear(words, subjects + 1), nn.Linear(words, 2)
        self.pose = PoseReader(words, subjects, told, SLOTS)

    def name(self, words, keep):
        """Which subjects the words name, in their order: codes [B, SLOTS, K], words [B, SLOTS, W], and both logits."""
        subject, more = self.subject(words), self.more(words)
        p = subject.float().softmax(-1)[..., :-1] * keep[..., None]
        named = p.sum(-1)
        # 'two foxes' fills two slots; soft counts so that a gradient can pass
        count = named * (1 + more.float().sigmoid().sum(-1))
        end = count.cumsum(1)
        begin = end - count
        slot = torch.arange(SLOTS, device=words.device)[None, :, None]
        share = (torch.minimum(end[:, None], slot + 1.0) - torch.maximum(begin[:, None], slot + 0.0)).clamp(0, 1)
        codes = share @ (p / (named[..., None] + 1e-4))
        return codes, share @ words / (share.sum(-1, keepdim=True) + 1e-4), subject, more

    def region_codes(self, masks, embeds):
        """Subjects of the layout's regions [B, R, K], zero where a region is empty, and logits."""
        logits = self.subject(embeds)
        given = (masks.flatten(2).amax(-1) > 0.3).float()[..., None]
        return logits.float().softmax(-1)[..., :-1] * given, logits

    @staticmethod
    def region_pose(masks):
        """[B, R, 4] of the boxes around masks: middle, height, upright."""
        def middle(line):
            at = (torch.arange(line.shape[-1], device=line.device) + 0.5) / line.shape[-1]
            mass = line.sum(-1)
            return (line * at).sum(-1) / mass.clamp(min=1e-3), mass / line.shape[-1]

        solid = (masks > 0.3).float()
        x, _ = middle(solid.amax(2))
        y, height = middle(solid.amax(3))
        return torch.stack([x, y, height.clamp(min=0.05), torch.zeros_like(x)], -1)

    def with_knobs(self, pose, flip, knobs):
        """The first subject's pose and facing as the knobs say, where they are given."""
        s, first = self.slots, pose[:, 0]

        def given(name, own, told):
            f = knobs[:, s[f"{name}_flag"]]
            return own * (1 - f) + told * f

        coded = lambda name, k=0: knobs[:, s[name] + k]  # noqa: E731
        first = torch.stack([
            given("x", first[:, 0], 0.5 + 0.2 * coded("x")), given("y", first[:, 1], 0.5 + 0.2 * coded("y")),
            given("size", first[:, 2], (0.5 + 0.2 * coded("size")).clamp(min=0.05)), given("angle", first[:, 3], ANGLE * coded("angle")),
        ], -1)  # fmt: skip
        # a drawing that looks to the front may be either way round
        side = knobs[:, s["facing_flag"]] * (coded("facing") + coded("facing", 2))
        flips = flip[:, 0] * (1 - side) + coded("facing", 2) * side
        return torch.cat([first[:, None], pose[:, 1:]], 1), torch.cat([flips[:, None], flip[:, 1:]], 1)

    def lay(self, codes, pose, flip, h: int, w: int):
        """Drawings on the page [B, S, DRAWINGS, CHANNELS, h, w]; both ways round where that is open."""
        b, s = codes.shape[:2]
        maps = (codes.to(self.maps.dtype) @ self.maps).reshape(-1, CHANNELS, FRAME, FRAME)
        heights = (codes.to(self.heights.dtype) @ self.heights + (1 - codes.sum(-1, keepdim=True)).clamp(min=0) * 0.9).reshape(-1)
        each = pose[:, :, None].expand(-1, -1, DRAWINGS, -1).reshape(-1, 4)
        ways = [F.grid_sample(maps, grid_of(each, heights, m, h, w).to(maps.dtype), mode="bilinear", padding_mode="zeros", align_corners=False) for m in (False, True)]
        right = flip[:, :, None].expand(-1, -1, DRAWINGS).reshape(-1, 1, 1, 1)
        return (ways[0] * (1 - right) + ways[1] * right).reshape(b, s, DRAWINGS, CHANNELS, h, w)

    def forward(self, x, e, words, keep, knobs, masks, embeds, taught: Taught | None = None) -> Recalled:
        """x [B, 4, h, w] noisy latents; e [B, told] condition; the rest as the U-Net's inputs."""
        h, w = x.shape[2:]
        codes, heard, subject, more = self.name(words, keep)
        if taught is not None:
            codes = torch.where(taught.known[:, None, None], taught.codes, codes)
        regions, region = self.region_codes(masks, embeds)
        # a subject that has a region is laid there, and only there
        free = 1 - (codes @ regions.transpose(1, 2)).amax(-1).clamp(0, 1)
        codes = codes * free[..., None]
        read = self.pose(x, e, codes, heard, masks)
        pose, flip = self.with_knobs(self.pose.values(read).detach(), read[..., 4].sigmoid().detach(), knobs)
        named = self.lay(codes, pose, flip, h, w)
        placed = self.lay(regions, self.region_pose(masks), torch.full_like(regions[..., 0], 0.5), h, w)
        hint = named.sum(1) + placed.sum(1)
        return Recalled(hint.flatten(1, 2), named[:, :, :, 4].mean(2), heard, subject, more, region, read)


assert POSE == 5
