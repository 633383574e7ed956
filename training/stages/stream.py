"""Endless batches of drawn scenes, by worker processes where there are cores for it."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import numpy as np
import torch
from scenes.captions import describe_scene
from scenes.collate import collate, nested
from scenes.load import load_hypernyms
from scenes.place import draw_scene
from torch.utils.data import DataLoader, IterableDataset


@dataclass
class SceneBatch:
    """scenes: as drawn (empty when a worker made the batch); fields: tensors for compose(); texts, phrases, spans: captions;
    seed: of this batch; extra: tensors that a stage asked for."""

    scenes: list
    fields: dict
    texts: list[str]
    phrases: list[list[str]]
    spans: list
    seed: int
    extra: dict = field(default_factory=dict)


Also = Callable[[SceneBatch], dict[str, torch.Tensor]]


def draw_batch(stage, hypernyms, size: int, seed: int, count: int | None = None, also: Also | None = None) -> SceneBatch:
    """The batch of one seed; the same seed always gives the same batch. count: subjects a scene. also: gives `extra`."""
    random = Random(seed)
    scenes = [draw_scene(random, stage, count) for _ in range(size)]
    texts, phrases, spans = zip(*(describe_scene(random, scene, hypernyms) for scene in scenes), strict=True)
    batch = SceneBatch(scenes, collate(scenes), list(texts), list(phrases), list(spans), seed)
    batch.extra = also(batch) if also else {}
    return batch


class SceneStream(IterableDataset):
    """Batches with even seeds from `first` on, shared out among the workers; as bytes, for tensors sent between
    processes would each hold a file open."""

    def __init__(self, stage, size: int, first: int, also: Also | None):
        self.stage, self.size, self.first, self.also = stage, size, first, also

    def __iter__(self):
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        number, step = worker.id, worker.num_workers
        hypernyms = load_hypernyms()
        while True:
            batch = draw_batch(self.stage, hypernyms, self.size, 2 * (self.first + number), also=self.also)
            batch.scenes = []
            batch.fields, batch.extra = (nested(part, torch.Tensor, lambda t: t.numpy()) for part in (batch.fields, batch.extra))
            yield pickle.dumps(batch, protocol=5)
            number += step


def stream(stage, size: int, first: int, workers: int, odd: bool = False, also: Also | None = None):
    """An endless iterator of batches; `first` moves on with the step so that a resumed run sees new scenes.

    odd: held-out scenes, for validation without workers.
    """
    if workers == 0:
        hypernyms, number = load_hypernyms(), first
        while True:
            yield draw_batch(stage, hypernyms, size, 2 * number + odd, also=also)
            number += 1
    loader = DataLoader(SceneStream(stage, size, first, also), batch_size=None, num_workers=workers, prefetch_factor=4)
    for data in loader:
        batch = pickle.loads(data)
        batch.fields, batch.extra = (nested(part, np.ndarray, lambda a: torch.from_numpy(a.copy())) for part in (batch.fields, batch.extra))
        yield batch
