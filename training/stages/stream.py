"""Endless batches of drawn scenes, by worker processes where there are cores for it."""

from dataclasses import dataclass
from random import Random

import torch
from scenes.captions import caption
from scenes.collate import collate
from scenes.load import load_hypernyms
from scenes.place import draw_scene
from torch.utils.data import DataLoader, IterableDataset


@dataclass
class SceneBatch:
    """scenes: the drawn scenes; fields: tensors for compose(); texts, phrases: captions; seed: of this batch."""

    scenes: list
    fields: dict
    texts: list[str]
    phrases: list[list[str]]
    seed: int


def draw_batch(stage, hypernyms, size: int, seed: int, count: int | None = None) -> SceneBatch:
    """The batch of one seed; the same seed always gives the same batch. count: subjects a scene."""
    random = Random(seed)
    scenes = [draw_scene(random, stage, count) for _ in range(size)]
    texts, phrases = zip(*(caption(random, scene, hypernyms) for scene in scenes), strict=True)
    return SceneBatch(scenes, collate(scenes), list(texts), list(phrases), seed)


class SceneStream(IterableDataset):
    """Batches with even seeds from `first` on, shared out among the workers."""

    def __init__(self, stage, size: int, first: int, count: int | None = None):
        self.stage, self.size, self.first, self.count = stage, size, first, count

    def __iter__(self):
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        number, step = (worker.id, worker.num_workers) if worker else (0, 1)
        hypernyms = load_hypernyms()
        while True:
            yield draw_batch(self.stage, hypernyms, self.size, 2 * (self.first + number), self.count)
            number += step


def stream(stage, size: int, first: int, workers: int, count: int | None = None, odd: bool = False):
    """An endless iterator of batches; `first` moves on with the step so that a resumed run sees new scenes.

    odd: held-out scenes, for validation without workers.
    """
    if workers == 0:
        hypernyms, number = load_hypernyms(), first
        while True:
            yield draw_batch(stage, hypernyms, size, 2 * number + odd, count)
            number += 1
    loader = DataLoader(SceneStream(stage, size, first, count), batch_size=None, num_workers=workers, prefetch_factor=4)
    yield from loader
