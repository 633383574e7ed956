"""The denoiser's memory of drawings: words recall how a subject looks; where it lies is told by knobs or regions, or searched in the noise.

Of each subject one drawing is laid, in one pose: the likeliest with the noise as dice (models/search.py). While learning it
is the right one, so that the network learns to paint what is laid, not to doubt it. Recall instead of rote: retrieval for diffusion as in Blattmann et al. 2022 (arXiv:2204.11824), the drawings being
laid by a spatial transformer (Jaderberg et al. 2015, arXiv:1506.02025). All of it is inside the U-Net's graph.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .pose import ANGLE, PosePrior
from .search import Chosen, Found, PoseSearch

SLOTS = 3  # subjects that words can name
DRAWINGS = 3  # kept of each subject
CHANNELS = 6  # of a kept drawing: premultiplied latent, alpha, what of it may be painted in another colour
FRAME = 24  # cells of a kept drawing: a sprite of 192 px


@dataclass
class Recalled:
    """hint [B, CHANNELS, h, w]; masks [B, SLOTS, h, w] and words [B, SLOTS, W] of the subjects that words named.

    subject [B, T, K + 1], more [B, T, 2], region [B, R, K + 1]: logits. found: of N subjects, each in its picture [N]
    and slot [N]; from SLOTS on slots are regions. told [N, 4]: the mean latent that words and knobs give to what may be painted of
    each, part [N, 1, h, w] how much of it lies where, shown [N]: whether its drawing and pose were known.
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
    told: torch.Tensor
    part: torch.Tensor
    shown: torch.Tensor


@dataclass
class Taught:
    """What a training batch knows: codes [B, SLOTS, K] of its subjects, where `known` [B] is True; of its slots and then its
    regions which drawing lies there [B, SLOTS + R], -1 where it has to be searched for, and its pose [B, SLOTS + R, 5]: x, y,
    size, angle, looking right."""

    codes: torch.Tensor
    known: torch.Tensor
    drawing: torch.Tensor
    pose: torch.Tensor


def grid_of(pose: torch.Tensor, height: torch.Tensor, side: torch.Tensor, h: int, w: int) -> torch.Tensor:
    """Where each cell of the page lies in a drawing's frame, -1..1: [N, P * h, w, 2].

    pose [N, P, 4]: x, y, size, angle; height [N]; side [P] or [N, P]: -1 where the drawing is mirrored.
    """
    y, x = torch.meshgrid((torch.arange(h, device=pose.device) + 0.5) / h * 2 - 1, (torch.arange(w, device=pose.device) + 0.5) / w * 2 - 1, indexing="ij")
    at = lambda k: pose[..., k, None, None]  # noqa: E731
    dx, dy = x - (at(0) * 2 - 1), y - (at(1) * 2 - 1)
    reach = (pose[..., 2] / height[:, None].clamp(min=0.05))[..., None, None].clamp(min=0.02)
    turn = at(3) * (torch.pi / 180)
    u = (dx * turn.cos() - dy * turn.sin()) / reach
    v = (dx * turn.sin() + dy * turn.cos()) / reach
    return torch.stack([u * side[..., None, None], v], -1).flatten(1, 2)


def velocity_of(x, s, drawn, spread):
    """Velocity expected of a noisy picture x [B, 4, h, w] at noise share s [B, 1, 1, 1] whose clean cells are spread about `drawn` with
    variance `spread`: the Gaussian's posterior mean of noise - picture. Well-behaved at both ends of time."""
    clean = 1 - s
    return (x * (s - spread * clean) - drawn * s) / (spread * clean**2 + s**2)


def towards(x, timestep, hint, trust, spread):
    """The velocity that a look at the page alone suggests [B, 4, h, w]: to the recalled drawings where they cover and as far as they
    are trusted, elsewhere to some picture of mean 0 and variance 1. What differs (colour, light, brush, ground) is left to be learnt,
    and has about the same size at every time (as the preconditioning of Karras et al. 2022, arXiv:2206.00364, has it).

    hint [B, CHANNELS, h, w]; trust [B, 1, h, w] are logits; spread [4]: how far drawings are from what they recall, variances.
    """
    s, x = (timestep.float() / 1000).reshape(-1, 1, 1, 1), x.float()
    latents, alpha = hint.float()[:, :4], hint.float()[:, 4:5].clamp(0, 1)
    share = trust.float().sigmoid()
    # the guess is linear in both: premultiplied in, premultiplied out
    laid = share * velocity_of(alpha * x, s, latents, spread.float()[:, None, None])
    return laid + (1 - share * alpha) * velocity_of(x, s, 0.0, 1.0)


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
        # how far what is painted is from what is recalled: logarithm of the variance
        self.spread = nn.Parameter(torch.full((4,), -0.7))
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
        codes = self.one_each(share @ (p / (named[..., None] + 1e-4)))
        return codes, share @ words / (share.sum(-1, keepdim=True) + 1e-4), subject, more

    def one_each(self, codes):
        """codes [B, N, K] with one subject each, the likeliest, as strong as all were: 'a bird' is one of fifty, and their mean is a
        blot. While learning they stay as they are."""
        if self.training:
            return codes
        return F.one_hot(codes.argmax(-1), codes.shape[-1]).to(codes.dtype) * codes.sum(-1, keepdim=True)

    def region_codes(self, masks, embeds):
        """Subjects of the layout's regions [B, R, K], zero where a region is empty, and logits."""
        logits = self.subject(embeds)
        given = (masks.flatten(2).amax(-1) > 0.3).float()[..., None]
        return self.one_each(logits.float().softmax(-1)[..., :-1] * given), logits

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
        """All drawings on the page: codes [N, K], pose [N, DRAWINGS, P, 4] -> [N, DRAWINGS, P, CHANNELS, h, w]; the later half of the P poses is mirrored."""
        n, p = codes.shape[0], pose.shape[2]
        maps, heights = self.kept(codes)
        side = torch.ones(p, device=pose.device)
        side[p // 2 :] = -1
        grid = grid_of(pose.flatten(0, 1).float(), heights.flatten(), side, h, w)
        laid = F.grid_sample(maps.flatten(0, 1), grid.to(maps.dtype), mode="bilinear", padding_mode="zeros", align_corners=False)
        return laid.reshape(n, DRAWINGS, CHANNELS, p, h, w).transpose(2, 3)

    def lay_one(self, codes, chosen, h: int, w: int):
        """Of each subject one drawing on the page: codes [N, K], chosen as PoseSearch gives it -> [N, CHANNELS, h, w]."""
        maps, heights = self.kept(codes)
        maps = (maps * chosen.drawing[:, :, None, None, None]).sum(1)
        grid = grid_of(chosen.pose[:, None], (heights * chosen.drawing).sum(1), chosen.side[:, None], h, w)
        return F.grid_sample(maps, grid.to(maps.dtype), mode="bilinear", padding_mode="zeros", align_corners=False)

    def kept(self, codes):
        """Drawings of subjects [N, DRAWINGS, CHANNELS, FRAME, FRAME], and the height of each [N, DRAWINGS]."""
        maps = (codes.to(self.maps.dtype) @ self.maps).reshape(-1, DRAWINGS, CHANNELS, FRAME, FRAME)
        heights = codes.to(self.heights.dtype) @ self.heights + (1 - codes.sum(-1, keepdim=True)).clamp(min=0) * 0.9
        return maps, heights.float()

    @staticmethod
    def colour_told(laid, asked):
        """The mean latent of the repaintable part of laid drawings as words and knobs ask for it (asked [N, 5]): [N, 4]."""
        latents, alpha, part = laid[:, :4], laid[:, 4:5], laid[:, 5:6]
        own = (latents / alpha.clamp(min=0.05) * part).sum((-1, -2)) / part.sum((-1, -2)).clamp(min=1e-3)
        return torch.lerp(own, asked[:, :4], asked[:, 4:].sigmoid())

    def paint(self, laid, x, s, asked):
        """A laid drawing [N, CHANNELS, h, w] in the colour that the noisy picture x [N, 4, h, w] shows beneath it.

        The shift of the repaintable part is a Gaussian's posterior mean: prior what words ask for (asked [N, 5]: a
        latent, a logit), evidence the cells of x, whose noise has share s [N].
        """
        latents, alpha, part = laid[:, :4], laid[:, 4:5], laid[:, 5:6]
        s = s.float().reshape(-1, 1)
        clean = 1 - s
        cells = part.sum((-1, -2)).clamp(min=1e-3)  # [N, 1]
        own = (latents / alpha.clamp(min=0.05) * part).sum((-1, -2))  # times cells
        seen = (part * x).sum((-1, -2))
        wanted = asked[:, 4:].sigmoid() * (asked[:, :4] - own / cells)
        doubt = s**2 * (-self.stray.float()).exp()
        shift = (clean * (seen - clean * own) + doubt * wanted) / (clean**2 * cells + doubt).clamp(min=1e-3)
        return torch.cat([latents + part * shift[..., None, None], laid[:, 4:]], 1)

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
        chosen, shown = found.chosen, torch.zeros_like(at)
        if taught is not None:
            chosen, shown = self.corrected(chosen, each(taught.drawing), each(taught.pose)), each(taught.drawing) >= 0
        asked = self.colour(torch.cat([each(heard_all), of(e).to(heard.dtype)], -1)).float()
        noise = of((timestep.float() / 1000).reshape(-1).expand(b))
        bare = self.lay_one(each(codes), chosen, h, w)
        laid = self.paint(bare, of(x).float(), noise, asked)  # [N, CHANNELS, h, w]
        page = torch.zeros(b * count, *laid.shape[1:], dtype=laid.dtype, device=x.device).index_copy(0, at, laid).unflatten(0, (b, count))
        return Recalled(page.sum(1), page[:, :SLOTS, 4], heard, subject, more, region, found, at // count, at % count, self.colour_told(bare, asked), bare[:, 5:6], shown)

    @staticmethod
    def corrected(chosen: Chosen, drawing, pose) -> Chosen:
        """What is known instead of what was found: drawing [N], -1 where it is not known; pose [N, 5]."""
        known = drawing >= 0
        pick = lambda right, found: torch.where(known.reshape(-1, *(1 for _ in found.shape[1:])), right, found)  # noqa: E731
        right = F.one_hot(drawing.clamp(min=0), DRAWINGS).float()
        return Chosen(pick(right, chosen.drawing), pick(1 - 2 * pose[:, 4].float(), chosen.side), pick(pose[:, :4].float(), chosen.pose))
