"""Pictures as latents with all that is known of them, kept in a pool: composing is dear, noise is cheap."""

import torch
from models.vae import Autoencoder
from scenes.collate import to_device
from scenes.compose import compose
from scenes.conditions import full_conditions
from scenes.load import load_hypernyms

from .checkpoint import find_weights
from .stream import draw_batch


def load_autoencoder(device) -> Autoencoder:
    """The finished autoencoder, frozen."""
    weights = find_weights("vae")
    if weights is None:
        raise SystemExit("no autoencoder yet: run the stage vae first")
    model = Autoencoder()
    model.load_state_dict(weights)
    return model.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)


@torch.no_grad()
def paint_latents(bank, autoencoder, batch, device, part: int = 64) -> dict:
    """One batch of scenes with its told_rows as `extra`: latents [B, 4, 32, 32] and everything known, and `weight` [B, 1, 32, 32] of subjects."""
    painted = compose(bank, to_device(batch.fields, device), batch.seed)
    generator = torch.Generator(device).manual_seed(batch.seed + 1)
    looseness = torch.rand(len(batch.texts), generator=generator, device=device) * 3 + 0.3
    known = full_conditions(batch.extra, painted, looseness, generator)
    z = torch.cat([autoencoder.encode(p) for p in (painted["picture"] * 2 - 1).split(part)])
    return known | dict(z=z, weight=known["region_masks"].amax(1, keepdim=True))


def held_out_rows(bank, autoencoder, stage, also, device, count: int) -> dict:
    """Latents and all that is known of scenes never trained on, for validation."""
    batch = draw_batch(stage, load_hypernyms(), count, 77_777, also=also)
    rows = paint_latents(bank, autoencoder, batch, device)
    return {k: v.float() if v.dtype == torch.float16 else v for k, v in rows.items()}


class LatentPool:
    """The newest `size` pictures; every training step takes a random part of them."""

    HALF = ("z", "region_masks", "weight")

    def __init__(self, bank, autoencoder, batches, device, size: int):
        self.parts = (bank, autoencoder)
        self.batches, self.device, self.size = batches, device, size
        self.rows, self.next, self.full = {}, 0, False

    def refresh(self) -> None:
        """Paint one more batch over the oldest rows."""
        fresh = paint_latents(*self.parts, next(self.batches), self.device)
        count = len(fresh["z"])
        places = torch.arange(self.next, self.next + count, device=self.device) % self.size
        for name, value in fresh.items():
            value = value.half() if name in self.HALF else value
            if name not in self.rows:
                self.rows[name] = torch.zeros(self.size, *value.shape[1:], dtype=value.dtype, device=self.device)
            self.rows[name][places] = value
        self.full = self.full or self.next + count >= self.size
        self.next = (self.next + count) % self.size

    def __len__(self) -> int:
        return self.size if self.full else self.next

    def draw(self, count: int) -> dict:
        """A random part, on the device."""
        at = torch.randint(len(self), (count,), device=self.device)
        return {k: v[at].float() if k in self.HALF else v[at] for k, v in self.rows.items()}
