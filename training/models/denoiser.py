"""Text encoder and U-Net together, as they are trained."""

import torch
from scenes.bpe import Tokenizer
from scenes.knobs import WIDTH, first_slot, flag
from torch import nn

from .sizes import SHAPES
from .text import TextEncoder
from .unet import UNet

WORDS = 256  # width of the text encoder
POSED = ("x", "y", "size", "angle", "facing")
KNOB_SLOTS = {name: first_slot(name) for name in POSED} | {f"{name}_flag": flag(name) for name in POSED}


class Denoiser(nn.Module):
    """forward(latents, t, ids, conditions) -> velocity; conditions as neutral() gives them."""

    def __init__(self, shape: str, tokenizer: Tokenizer | None = None, words: int = WORDS, subjects: int = 1):
        super().__init__()
        tokenizer = tokenizer or Tokenizer()
        self.text = TextEncoder(len(tokenizer), tokenizer.end, width=words)
        self.unet = UNet(words, WIDTH, KNOB_SLOTS, SHAPES[shape], subjects)

    def forward(self, z, t, ids, conditions: dict):
        return self.predict(z, t, self.text(ids), conditions)

    def predict(self, z, t, hidden, conditions: dict):
        """The same with words already encoded."""
        return self.recall(z, t, hidden, conditions)[0]

    def recall(self, z, t, hidden, conditions: dict, taught=None):
        """Velocity and what the memory gave (memory.py); taught: what a training batch knows."""
        regions = self.text.phrase(conditions["region_ids"]) if "region_ids" in conditions else conditions["region_embeds"]
        dh = conditions.get("dh")
        if dh is None:
            dh = torch.zeros(1, *self.unet.hidden, device=z.device)
        told = (conditions[name] for name in ("knobs", "sketch", "sketch_weight", "region_masks"))
        velocity, _, recalled = self.unet.recall(z, t, hidden, *told, regions, dh, taught)
        return velocity, recalled


def neutral(batch: int, device, latent: int = 32, words: int = WORDS, regions: int = 1) -> dict:
    """Conditions of a model that was told nothing but words; regions: how many empty ones."""
    return dict(
        knobs=torch.zeros(batch, WIDTH, device=device),
        sketch=torch.zeros(batch, 1, 8 * latent, 8 * latent, device=device),
        sketch_weight=torch.zeros(batch, device=device),
        region_masks=torch.zeros(batch, regions, latent, latent, device=device),
        region_embeds=torch.zeros(batch, regions, words, device=device),
    )
