"""Real held-out pictures (odd seeds), for the judge's own accuracy and as the yardstick of diversity."""

import copy
from random import Random

import torch
from scenes.collate import collate, to_device
from scenes.compose import compose
from scenes.draw import Stage
from scenes.load import load_hypernyms
from scenes.place import draw_scene
from stages.judge import taught
from stages.stream import draw_batch

from .own import accuracy
from .prompts import Asked
from .reader import Reader, share
from .words import sides


def painted(bank, scenes: list, seed: int, device, part: int = 32) -> torch.Tensor:
    """[N, 3, 256, 256] in -1..1 on the CPU."""
    pictures = []
    for k in range(0, len(scenes), part):
        fields = to_device(collate(scenes[k : k + part]), device)
        pictures.append(compose(bank, fields, seed + k)["picture"].cpu() * 2 - 1)
    return torch.cat(pictures)


def own_accuracy(reader: Reader, bank, pictures: int, device) -> dict[str, float]:
    """The judge on real pictures: shares right, errors, and both/sides of pictures with two different subjects."""
    scores = accuracy(reader, bank, pictures, device)
    batch = draw_batch(taught(bank), load_hypernyms(), pictures, 66_669, 2)
    scenes = [s for s in batch.scenes if s.actors[0].subject != s.actors[1].subject]
    said = reader.read(painted(bank, scenes, 66_669, device))
    both, ordered = sides(reader, said, [Asked("", s.actors[0].subject, second=s.actors[1].subject) for s in scenes])
    return scores | dict(both=share(both), sides=share(ordered) if len(ordered) else 0.0)


def scenes_of(stage: Stage, subject: str, count: int, seed: int) -> list:
    """Scenes with this subject alone."""
    only = copy.copy(stage)
    only.birds, only.others = [], [subject]
    random = Random(seed)
    return [draw_scene(random, only, 1) for _ in range(count)]
