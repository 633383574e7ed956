"""The judge at work: pictures in, plain answers out; and one row of the result table."""

import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from models.judge import Judge, seen
from models.looks import apart_on_page, colours, looks

from .pose import turned

FOUND = 0.5  # what the finder must say of a cell


@dataclass
class Row:
    """One line of the table. target: as text. chance: by shuffled labels. judge: the judge's own result on real held-out pictures."""

    name: str
    value: float
    target: str = ""
    chance: float | None = None
    judge: float | None = None
    note: str = ""

    def markdown(self) -> str:
        """| measure | value | target | chance | judge on real pictures | note |"""
        number = lambda v: "" if v is None else f"{v:.3f}"  # noqa: E731
        return f"| {self.name} | {number(self.value)} | {self.target} | {number(self.chance)} | {number(self.judge)} | {self.note} |"


class Reader:
    """Reads pictures [N, 3, 256, 256] in -1..1 in parts. bank: the drawings, to turn beside a picture."""

    def __init__(self, judge: Judge, subjects: list[str], bank, device):
        self.judge, self.subjects, self.bank, self.device = judge, subjects, bank, device
        self.number = {s: k for k, s in enumerate(subjects)}

    @torch.no_grad()
    def read(self, pictures: torch.Tensor, part: int = 32) -> dict[str, torch.Tensor]:
        """Of N pictures, on the CPU: `subject` [N, subjects] and `drawing` [N, 2 D], log-likelihoods of the largest thing; `colour`, `background`;
        `hue` in degrees; `size`, `x`, `y` of it and `brightness`, the mean light, as shares; `mask` [N, CELLS, CELLS] of all that was found, and
        `cells`: the number of the subject + 1 of each thing, 0 for none; `things`: numbers, the largest first, as lists."""
        found = [self.read_some(some.to(self.device)) for some in pictures.split(part)]
        every = {k: torch.cat([f[k] for f in found]) for k in found[0] if k != "things"}
        return every | dict(things=[t for f in found for t in f["things"]])

    def read_some(self, pictures: torch.Tensor) -> dict:
        """A part of them."""
        page = seen(pictures) / 2 + 0.5
        likely = self.judge.find(pictures)
        whole = likely > FOUND
        things = [apart_on_page(mask.cpu().numpy()) or [mask.cpu().numpy()] for mask in whole]
        which = torch.tensor([n for n, parts in enumerate(things) for _ in parts], device=pictures.device)
        masks = torch.stack([torch.from_numpy(p).to(pictures.device) for parts in things for p in parts])
        own = likely[which] * F.max_pool2d(masks[:, None].float(), 3, 1, 1)[:, 0]
        drawing = self.judge.drawing(looks(page[which], own))
        subject = self.judge.of_subjects(drawing)
        first = torch.tensor([sum(len(p) for p in things[:n]) for n in range(len(things))], device=pictures.device)
        cells = torch.zeros(whole.shape, dtype=torch.int64, device=pictures.device)
        numbers = subject.argmax(1)
        for n, mask, number in zip(which.tolist(), masks, numbers, strict=True):
            cells[n][mask] = number + 1
        at = [numbers[which == n].tolist() for n in range(len(things))]
        boxes = torch.stack([box_of(m) for m in masks[first]])
        height = torch.tensor([r["height"] for r in self.bank.sprite_records], device=pictures.device).repeat(2)
        cover = (self.bank.sprites[:, 3].float().mean((1, 2)) / 255).to(pictures.device).repeat(2)
        best = drawing[first].argmax(1)
        said = dict(
            drawing=drawing[first], subject=subject[first], colour=self.judge.colour(colours(page, own[first])),
            background=self.judge.background(colours(page, 1 - likely)), hue=hue_of(page, own[first]),
            size=height[best] * (masks[first].float().mean((1, 2)) / cover[best]).sqrt(), x=boxes[:, 0], y=boxes[:, 1],
            brightness=pictures.mean((1, 2, 3)) / 2 + 0.5, mask=whole, cells=cells, own=own[first],
        )  # fmt: skip
        return {k: v.cpu() for k, v in said.items()} | dict(things=at)

    def angles(self, pictures: torch.Tensor, said: dict, asked: list[str]) -> torch.Tensor:
        """Degrees by which the asked subjects' drawings are turned in pictures [N, 3, H, W] in -1..1: [N]."""
        owner, sprites = self.judge.owner.cpu(), len(self.judge.owner) // 2
        found = []
        for picture, own, drawing, subject in zip(pictures, said["own"], said["drawing"], asked, strict=True):
            best = torch.where(owner == self.number[subject], drawing, -1e9).argmax().item()
            record = self.bank.sprite_records[best % sprites]
            found.append(turned(self.bank.sprites[best % sprites], record["height"], best >= sprites, seen(picture[None].cpu()) / 2 + 0.5, own))
        return torch.tensor(found)

    def right_subject(self, said: dict, asked: list) -> torch.Tensor:
        """bool [N]: top-1 among all subjects."""
        return said["subject"].argmax(1) == torch.tensor([self.number[a.subject] for a in asked])

    @staticmethod
    def right_colour(said: dict, asked: list) -> torch.Tensor:
        """bool [N]"""
        return said["colour"].argmax(1) == torch.tensor([WORDS.index(a.colour) for a in asked])

    @staticmethod
    def right_background(said: dict, asked: list) -> torch.Tensor:
        """bool [N]"""
        return said["background"].argmax(1) == torch.tensor([tuple(BACKGROUNDS).index(a.background) for a in asked])


def box_of(mask: torch.Tensor) -> torch.Tensor:
    """Middle x and y of the box around a bool mask [h, w], shares; the page's middle where there is nothing."""
    rows, columns = torch.nonzero(mask.any(1)).flatten(), torch.nonzero(mask.any(0)).flatten()
    if not len(rows):
        return torch.full((2,), 0.5, device=mask.device)
    return torch.stack([(columns[0] + columns[-1] + 1) / (2 * mask.shape[1]), (rows[0] + rows[-1] + 1) / (2 * mask.shape[0])])


def hue_of(page: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
    """The hue that most of the colour of subjects lies about, in degrees: page [N, 3, H, W] in 0..1, own [N, h, w]."""
    small = F.adaptive_avg_pool2d(page, own.shape[-1])
    high, low = small.amax(1), small.amin(1)
    chroma = high - low
    r, g, b = small.unbind(1)
    safe = chroma.clamp(min=1e-4)
    turn = torch.where(high == r, ((g - b) / safe) % 6, torch.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4)) * 60
    weight = own * (chroma - 0.08).clamp(min=0)
    bins = torch.arange(0, 360, 5, device=page.device)
    apart = ((turn[..., None] - bins + 180) % 360 - 180).abs()
    heap = ((1 - apart / 25).clamp(min=0) * weight[..., None]).sum((1, 2))  # a hump of 25 degrees
    top = bins[heap.argmax(1)].float()
    off = (turn - top[:, None, None] + 180) % 360 - 180
    near = weight * (off.abs() < 25)
    return (top + (off * near).sum((1, 2)) / near.sum((1, 2)).clamp(min=1e-4)) % 360


def share(right: torch.Tensor) -> float:
    """Of True."""
    return right.float().mean().item()


def shuffled(right_of, said: dict, asked: list, rounds: int = 5) -> float:
    """The share that would be right if pictures and prompts were paired at random."""
    order = torch.Generator().manual_seed(0)
    turns = [torch.randperm(len(asked), generator=order).tolist() for _ in range(rounds)]
    return sum(share(right_of(said, [asked[k] for k in turn])) for turn in turns) / rounds
