"""The judge at work: pictures in, plain answers out; and one row of the result table."""

from dataclasses import dataclass

import torch
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from models.judge import REGRESSED, Judge
from scenes.knobs import KNOBS
from stages.precision import autocast

SCALES = {k.name: (k.offset, k.scale) for k in KNOBS}
KEPT = ("subject", "present", "colour", "background", "hue", "scalars", "features")


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
    """Reads pictures [N, 3, 256, 256] in -1..1 in parts."""

    def __init__(self, judge: Judge, subjects: list[str], device):
        self.judge, self.subjects, self.device = judge, subjects, device
        self.number = {s: k for k, s in enumerate(subjects)}

    @torch.no_grad()
    def read(self, pictures: torch.Tensor, part: int = 32) -> dict[str, torch.Tensor]:
        """The judge's logits on the CPU, and `cells` [N, CELLS, CELLS]: the number of the subject + 1, 0 for none."""
        found = []
        for some in pictures.split(part):
            with autocast(self.device):
                said = self.judge(some.to(self.device))
            found.append({k: said[k].float().cpu() for k in KEPT} | dict(cells=said["cells"].argmax(1).cpu()))
        return {k: torch.cat([f[k] for f in found]) for k in found[0]}

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

    @staticmethod
    def value(said: dict, name: str) -> torch.Tensor:
        """A regressed knob in people's units [N]; hue in degrees."""
        if name == "hue":
            return torch.rad2deg(torch.atan2(said["hue"][:, 0], said["hue"][:, 1])) % 360
        offset, scale = SCALES[name]
        return said["scalars"][:, REGRESSED.index(name)] * scale + offset


def share(right: torch.Tensor) -> float:
    """Of True."""
    return right.float().mean().item()


def shuffled(right_of, said: dict, asked: list, rounds: int = 5) -> float:
    """The share that would be right if pictures and prompts were paired at random."""
    order = torch.Generator().manual_seed(0)
    turns = [torch.randperm(len(asked), generator=order).tolist() for _ in range(rounds)]
    return sum(share(right_of(said, [asked[k] for k in turn])) for turn in turns) / rounds
