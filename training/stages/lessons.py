"""What the denoiser's memory learns beside the velocity: who is named, and where they are."""

import torch
import torch.nn.functional as F
from models.memory import Recalled, Taught
from models.search import Found

SEARCHED = 0.1  # weight of poses among the lessons
TOLD = 0.7  # share of pictures whose subjects the memory is told while it learns to read
LAID = 0.9  # share of subjects whose drawing and pose it is told; the others it chooses, right or wrong
JITTER = (0.008, 0.008, 0.02, 2.0, 0.0)  # how far what it is told is off: x, y, size (shares of the page), degrees


def taught_of(told: dict, subjects: int, drawings: torch.Tensor) -> Taught:
    """The batch's own subjects as codes, -1 is nobody; drawings [sprites]: which of its subject's each sprite is, -1 for none of them."""
    slots = told["slot_subject"]
    codes = F.one_hot(slots.clamp(min=0), subjects).float() * (slots >= 0)[..., None]
    sprite = torch.cat([torch.where(slots >= 0, told["slot_sprite"], -1), told["region_sprite"]], 1)
    pose = torch.cat([told["slot_pose"], told["region_pose"]], 1)
    laid = (sprite >= 0) & (torch.rand(sprite.shape, device=slots.device) < LAID)
    drawing = torch.where(laid, drawings[sprite.clamp(min=0)], -1)
    pose = pose + torch.randn_like(pose) * torch.tensor(JITTER, device=pose.device)
    return Taught(codes, torch.rand(len(slots), device=slots.device) < TOLD, drawing, pose)


def reading_loss(subject: torch.Tensor, more: torch.Tensor, told: dict) -> torch.Tensor:
    """Which token names whom, and how many: over the tokens of pictures that have words."""
    length = subject.shape[1]
    labels = torch.where(told["worded"][:, None], told["token_subject"][:, :length], -100)
    none = subject.shape[-1] - 1
    # most words name nobody
    weight = torch.ones(none + 1, device=subject.device)
    weight[none] = 0.2
    named = (labels >= 0) & (labels < none)
    count = F.binary_cross_entropy_with_logits(more.float(), told["token_more"][:, :length], reduction="none").mean(-1)
    return F.cross_entropy(subject.float().flatten(0, 1), labels.flatten(), weight=weight) + (count * named).sum() / named.sum().clamp(min=1)


HIT = (0.045, 0.045, 0.2, 12.0)  # how wide a hit is: x, y (shares of the page), logarithm of size, degrees


def hits(found: Found, truth: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
    """How much of each posterior lies about the true pose, 0..1: [N]. truth [N, 5]: x, y, size, angle, looking right."""

    def near(values, k):
        goal = truth[:, k, None]
        return torch.exp(-0.5 * ((values - goal) / HIT[k]) ** 2)

    at = centres[None].expand(len(truth), -1)
    size = torch.exp(-0.5 * ((found.sizes / truth[:, 2:3].clamp(min=0.02)).log() / HIT[2]) ** 2)
    side = torch.stack([1 - truth[:, 4], truth[:, 4]], -1)
    return torch.einsum("ndfsayx,nf,ns,na,ny,nx->n", found.posterior, side, size, near(found.turns, 3), near(at, 1), near(at, 0))


def truth_of(recalled: Recalled, told: dict) -> tuple[torch.Tensor, torch.Tensor]:
    """Of what was searched for: whether the pose is known [N], and the pose [N, 5]. Of regions it is not."""
    slots = told["slot_subject"].shape[1]
    slot = recalled.slot.clamp(max=slots - 1)
    there = (told["slot_subject"][recalled.picture, slot] >= 0) & (recalled.slot < slots)
    return there.float(), told["slot_pose"][recalled.picture, slot]


MEANT = 4.0  # cells that may be painted: of less the colour is not told


def colour_loss(recalled: Recalled, z: torch.Tensor) -> torch.Tensor:
    """How far the colours that words and knobs tell are from those of the clean latents z [B, 4, h, w]; in noise words alone know."""
    part = recalled.part.float()
    cells = part.sum((-1, -2))
    seen = (part * z[recalled.picture]).sum((-1, -2)) / cells.clamp(min=1e-3)
    known = (recalled.shown & (cells[:, 0] > MEANT)).float()
    off = ((recalled.told.float() - seen) ** 2).mean(-1)
    return (off * known).sum() / known.sum().clamp(min=1)


def lesson_loss(recalled: Recalled, told: dict, z: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
    """reading_loss, regions' subjects, colours, and how unlikely the true poses seemed."""
    loss = reading_loss(recalled.subject, recalled.more, told)
    regions = torch.where(told["region_subject"] >= 0, told["region_subject"], -100)
    loss = loss + 0.5 * F.cross_entropy(recalled.region[:, : regions.shape[1]].float().flatten(0, 1), regions.flatten())
    loss = loss + colour_loss(recalled, z)
    there, truth = truth_of(recalled, told)
    hit = hits(recalled.found, truth, centres)
    return loss + SEARCHED * (-(hit + 1e-5).log() * there).sum() / there.sum().clamp(min=1)
