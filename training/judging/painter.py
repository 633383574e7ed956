"""Pictures of prompts and conditions, by the base model or the few-step one."""

from dataclasses import dataclass

import torch
from models.denoiser import Denoiser, neutral
from models.sampling import euler, guided
from models.vae import Autoencoder
from scenes.bpe import Tokenizer
from stages.precision import autocast


@dataclass
class Painter:
    """steps, guidance: as the presets of the model folder say."""

    model: Denoiser
    autoencoder: Autoencoder
    tokenizer: Tokenizer
    device: torch.device
    steps: int
    guidance: float
    part: int = 64

    def latent(self) -> tuple[int, int, int]:
        """Shape of one latent."""
        return (4, self.model.unet.latent, self.model.unet.latent)

    def noise(self, seeds: list[int]) -> torch.Tensor:
        """One draw a picture, by its own seed, the same on every device."""
        return torch.stack([torch.randn(self.latent(), generator=torch.Generator().manual_seed(s)) for s in seeds])

    @torch.no_grad()
    def paint(self, texts: list[str], seeds: list[int], **conditions) -> torch.Tensor:
        """[N, 3, 256, 256] in -1..1 on the device; conditions [N, ...] replace neutral ones."""
        pictures = []
        for k in range(0, len(texts), self.part):
            part = slice(k, k + self.part)
            ids, noise = self.tokenizer(texts[part]).to(self.device), self.noise(seeds[part]).to(self.device)
            plain = neutral(len(ids), self.device, words=self.model.text.norm.normalized_shape[0])
            told = dict(plain, **{name: value[part].to(self.device) for name, value in conditions.items()})
            with autocast(self.device):
                velocity = guided(self.model, ids, told, self.tokenizer([""] * len(ids)).to(self.device), plain, self.guidance)
                z = euler(velocity, noise, self.steps).float()
                pictures.append(self.autoencoder.decode(z).float().clamp(-1, 1))
        return torch.cat(pictures)
