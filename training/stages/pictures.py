"""Finished pictures kept in a pool, to take crops from: composing is dear on a CPU."""

from random import Random

import torch
from scenes.collate import to_device
from scenes.compose import compose


class CropPool:
    """The newest `size` pictures as bytes [3, H, W], with where their first subject is. scale: of the bank."""

    def __init__(self, bank, batches, device, size: int, seed: int = 0, scale: int = 1):
        self.bank, self.batches, self.device, self.size, self.scale = bank, batches, device, size, scale
        self.pictures, self.centres, self.random = [], [], Random(seed)

    @torch.no_grad()
    def refresh(self) -> None:
        """Compose one more batch of pictures; forget the oldest."""
        batch = next(self.batches)
        painted = compose(self.bank, to_device(batch.fields, self.device), batch.seed, self.scale)["picture"]
        subject = batch.fields["subjects"][0]
        self.pictures += list((painted * 255).round().byte())
        self.centres += list(zip(subject["x"].tolist(), subject["y"].tolist(), strict=True))
        self.pictures, self.centres = self.pictures[-self.size :], self.centres[-self.size :]

    def crops(self, count: int, size: int, grid: int = 1) -> torch.Tensor:
        """[count, 3, size, size] in -1..1; nine in ten hold a first subject's middle. Corners lie on multiples of `grid`."""
        out, random = [], self.random
        for k in (random.randrange(len(self.pictures)) for _ in range(count)):
            full = self.pictures[k].shape[-1]
            spread = full / 10
            x, y = (v * full - size / 2 + random.gauss(0, spread) if random.random() < 0.9 else random.uniform(0, full - size) for v in self.centres[k])
            x, y = (int(min(max(v, 0), full - size)) // grid * grid for v in (x, y))
            out.append(self.pictures[k][:, y : y + size, x : x + size])
        return torch.stack(out).float() / 127.5 - 1
