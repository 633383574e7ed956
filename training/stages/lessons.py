"""What the denoiser's memory learns beside the velocity: who is named, and where they are."""

import torch
import torch.nn.functional as F
from models.memory import Recalled, Taught
from models.pose import PoseReader

TOLD = 0.7  # share of pictures whose subjects the memory is told while it learns to read


def taught_of(told: dict, subjects: int) -> Taught:
    """The batch's own subjects as codes; -1 is nobody."""
    slots = told["slot_subject"]
    codes = F.one_hot(slots.clamp(min=0), subjects).float() * (slots >= 0)[..., None]
    return Taught(codes, torch.rand(len(slots), device=slots.device) < TOLD)


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


def lesson_loss(recalled: Recalled, told: dict, s: torch.Tensor) -> torch.Tensor:
    """reading_loss, regions' subjects, and poses; noise hides a pose, so what is noisy counts less."""
    loss = reading_loss(recalled.subject, recalled.more, told)
    regions = torch.where(told["region_subject"] >= 0, told["region_subject"], -100)
    loss = loss + 0.5 * F.cross_entropy(recalled.region[:, : regions.shape[1]].float().flatten(0, 1), regions.flatten())
    there = (told["slot_subject"] >= 0).float()
    goal = PoseReader.coded(told["slot_pose"][..., :4])
    error = F.smooth_l1_loss(recalled.pose[..., :4], goal, reduction="none", beta=0.3).mean(-1)
    side = F.binary_cross_entropy_with_logits(recalled.pose[..., 4], told["slot_pose"][..., 4], reduction="none")
    weight = there * (1.05 - s)[:, None]
    return loss + ((error + 0.3 * side) * weight).sum() / weight.sum().clamp(min=1)
