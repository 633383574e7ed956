"""The denoiser's memory of drawings: words recall how a subject looks; where it lies is told by knobs or regions, or searched in the noise.

Recall instead of rote: retrieval for diffusion as in Blattmann et al. 2022 (arXiv:2204.11824), the drawings being
laid by a spatial transformer (Jaderberg et al. 2015, arXiv:1506.02025). All of it is inside the U-Net's graph.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .pose import ANGLE, PosePrior
from .search import Found, PoseSearch

SLOTS = 3  # subjects that words can name
DRAWINGS = 3  # kept of each subject
CHANNELS = 6  # of a kept drawing: premultiplied latent, alpha, what of it may be painted in another colour
FRAME = 24  # cells of a kept drawing: a sprite of 192 px


@dataclass
class Recalled:
    """hint [B, DRAWINGS * CHANNELS, h, w]; masks [B, SLOTS, h, w] and words [B, SLOTS, W] of the subjects that words named.

    subject [B, T, K + 1], more [B, T, 2], region [B, R, K + 1]: logits. found: of N subjects, each in its picture [N]
    and slot [N]; from SLOTS on slots are regions.
    """

    hint: torch.Tensor
    masks: torch.Tensor
    words: torch.Tensor
    subject: torch.Tensor
    more: torch.Tensor
    region: torch.Tensor
    found: Found
    picture: torch.Tensor
    slot: torch.Tensor


@dataclass
class Taught:
    """What a training batch knows: codes [B, SLOTS, K] of its subjects, where `known` [B] is True."""

    codes: torch.Tensor
    known: torch.Tensor


def grid_of(pose: torch.Tensor, height: torch.Tensor, h: int, w: int) -> torch.Tensor:
    """Where each cell of the page lies in a drawing's frame, -1..1: [N, P * h, w, 2]; the later half of the P poses is mirrored.

    pose [N, P, 4]: x, y, size, angle; height [N].
    """
    n, p = pose.shape[:2]
    y, x = torch.meshgrid((torch.arange(h, device=pose.device) + 0.5) / h * 2 - 1, (torch.arange(w, device=pose.device) + 0.5) / w * 2 - 1, indexing="ij")
    at = lambda k: pose[..., k, None, None]  # noqa: E731
    dx, dy = x - (at(0) * 2 - 1), y - (at(1) * 2 - 1)
    reach = (pose[..., 2] / height[:, None].clamp(min=0.05))[..., None, None].clamp(min=0.02)
    turn = at(3) * (torch.pi / 180)
    u = (dx * turn.cos() - dy * turn.sin()) / reach
    v = (dx * turn.sin() + dy * turn.cos()) / reach
    side = torch.ones(p, device=pose.device)
    side[p // 2 :] = -1
    return torch.stack([u * side[:, None, None], v], -1).flatten(1, 2)


LEAST = 0.2  # share of noise below which a drawing's error is no longer blown up by dividing through it


def towards(x, timestep, hint, trust):
    """The velocity that would end in the recalled drawings, where they cover and as far as they are trusted: [B, 4, h, w].

    With x = (1 - s) z + s e the velocity is (x - z) / s: what is recalled is drawn from the first step of training on,
    and only what differs (colour, light, brush) is left to be learnt. trust [B, DRAWINGS, h, w] are logits.
    """
    s = (timestep.float() / 1000).clamp(min=LEAST).reshape(-1, 1, 1, 1, 1)
    laid = hint.float().unflatten(1, (DRAWINGS, CHANNELS))
    latents, alpha = laid[:, :, :4], laid[:, :, 4:5]
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
        self.prior, self.search = PosePrior(words, subjects, told, SLOTS), PoseSearch(told, DRAWINGS, CHANNELS)
        # the colour that words and knobs ask for, as a latent, and how sure they are; and how far colours stray
        self.colour, self.stray = nn.Linear(words + told, 5), nn.Parameter(torch.zeros(4))
        nn.init.zeros_(self.colour.weight)
        nn.init.constant_(self.colour.bias, 0.0)
        nn.init.constant_(self.colour.bias[4:], -2.0)

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

    def told(self, knobs, count: int):
        """Of each slot the pose that knobs give, [B, count, 4], which of it is given [B, count, 4], and a bias to looking right [B, count]."""
        s = self.slots
        coded = lambda name, k=0: knobs[:, s[name] + k]  # noqa: E731
        given = torch.stack([0.5 + 0.2 * coded("x"), 0.5 + 0.2 * coded("y"), (0.5 + 0.2 * coded("size")).clamp(min=0.05), ANGLE * coded("angle")], -1)
        known = torch.stack([knobs[:, s[f"{name}_flag"]] for name in ("x", "y", "size", "angle")], -1)
        # a drawing that looks to the front may be either way round
        right = 12 * knobs[:, s["facing_flag"]] * (coded("facing", 2) - coded("facing"))
        # knobs speak of the first subject
        first = lambda value: F.pad(value[:, None], (0, 0) * (value.ndim - 1) + (0, count - 1))  # noqa: E731
        return first(given), first(known), first(right)

    def lay(self, codes, pose, h: int, w: int):
        """Drawings on the page: codes [N, K], pose [N, DRAWINGS, P, 4] -> [N, DRAWINGS, P, CHANNELS, h, w]; the later half of the P poses is mirrored."""
        n, p = codes.shape[0], pose.shape[2]
        maps = (codes.to(self.maps.dtype) @ self.maps).reshape(n * DRAWINGS, CHANNELS, FRAME, FRAME)
        heights = (codes.to(self.heights.dtype) @ self.heights + (1 - codes.sum(-1, keepdim=True)).clamp(min=0) * 0.9).flatten()
        grid = grid_of(pose.flatten(0, 1).float(), heights.float(), h, w)
        laid = F.grid_sample(maps, grid.to(maps.dtype), mode="bilinear", padding_mode="zeros", align_corners=False)
        return laid.reshape(n, DRAWINGS, CHANNELS, p, h, w).transpose(2, 3)

    def paint(self, laid, x, s, asked):
        """Laid drawings [N, D, P, CHANNELS, h, w] in the colour that the noisy picture x [N, 4, h, w] shows beneath them.

        The shift of the repaintable part is a Gaussian's posterior mean: prior what words ask for (asked [N, 5]: a
        latent, a logit), evidence the cells of x, whose noise has share s [N].
        """
        latents, alpha, part = laid[:, :, :, :4], laid[:, :, :, 4:5], laid[:, :, :, 5:6]
        s = s.float().reshape(-1, 1, 1, 1)
        clean = 1 - s
        cells = part.sum((-1, -2)).clamp(min=1e-3)  # [N, D, P, 1]
        own = (latents / alpha.clamp(min=0.05) * part).sum((-1, -2))  # times cells
        seen = (part * x[:, None, None]).sum((-1, -2))
        wanted = asked[:, None, None, 4:].sigmoid() * (asked[:, None, None, :4] - own / cells)
        doubt = s**2 * (-self.stray.float()).exp()
        shift = (clean * (seen - clean * own) + doubt * wanted) / (clean**2 * cells + doubt).clamp(min=1e-3)
        return torch.cat([latents + part * shift[..., None, None], laid[:, :, :, 4:]], 3)

    def forward(self, x, timestep, e, words, keep, knobs, ink, masks, embeds, taught: Taught | None = None) -> Recalled:
        """x [B, 4, h, w] noisy latents; e [B, told] condition; ink [B, 1, h, w]: how much is drawn there; the rest as the U-Net's inputs."""
        b, h, w = x.shape[0], *x.shape[2:]
        codes, heard, subject, more = self.name(words, keep)
        if taught is not None:
            codes = torch.where(taught.known[:, None, None], taught.codes, codes)
        regions, region = self.region_codes(masks, embeds)
        # a subject that has a region is laid there, and only there
        free = 1 - (codes @ regions.transpose(1, 2)).amax(-1).clamp(0, 1)
        codes = codes * free[..., None]
        mean, precision, right = self.prior(e, heard, codes.to(e.dtype))
        given, known, side = self.told(knobs.float(), SLOTS)
        # a region is a subject whose place and size are known
        r = regions.shape[1]
        box = self.region_pose(masks)
        codes, heard_all = torch.cat([codes, regions.to(codes.dtype)], 1).float(), torch.cat([heard, embeds.to(heard.dtype)], 1)
        said = (F.pad(mean, (0, 0, 0, r)), F.pad(precision, (0, 0, 0, r), value=0.1), F.pad(right + side, (0, r)))
        given = torch.cat([given, box.float()], 1)
        known = torch.cat([known, torch.tensor([1.0, 1.0, 1.0, 0.0], device=x.device).expand(b, r, -1)], 1)
        count = SLOTS + r
        # outside of graphs of fixed shape, only what is there is searched for
        at = torch.arange(b * count, device=x.device)
        if not (torch.compiler.is_compiling() or torch.onnx.is_in_onnx_export()):
            at = torch.nonzero(codes.detach().sum(-1).flatten() > 0.02).flatten()
            at = at if len(at) else torch.zeros(1, dtype=torch.long, device=x.device)
        each = lambda value: value.flatten(0, 1)[at]  # noqa: E731
        of = lambda value: value[:, None].expand(-1, count, *value.shape[1:]).flatten(0, 1)[at]  # noqa: E731
        seen = torch.cat([x.float(), ink.float(), masks.sum(1, keepdim=True).clamp(max=1).float()], 1)
        found = self.search(of(seen), of(e), each(codes), tuple(map(each, said)), (each(given), each(known)), self.lay)
        asked = self.colour(torch.cat([each(heard_all), of(e).to(heard.dtype)], -1)).float()
        noise = of((timestep.float() / 1000).reshape(-1).expand(b))
        laid = self.paint(self.lay(each(codes), found.pose, h, w), of(x).float(), noise, asked)
        laid = (laid * found.mass[..., None, None, None]).sum(2)  # [N, D, CHANNELS, h, w]
        page = torch.zeros(b * count, *laid.shape[1:], dtype=laid.dtype, device=x.device).index_copy(0, at, laid).unflatten(0, (b, count))
        return Recalled(page.sum(1).flatten(1, 2), page[:, :SLOTS, :, 4].sum(2), heard, subject, more, region, found, at // count, at % count)
