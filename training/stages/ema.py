"""Exponential moving average of weights."""

import copy

import torch
from torch import nn


class Ema:
    """Keeps `model`, an averaged copy; the average is faster at first."""

    def __init__(self, model: nn.Module, decay: float):
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move the average towards the model by one step."""
        decay = min(self.decay, (1 + step) / (10 + step))
        mine, theirs = list(self.model.parameters()), [p.detach() for p in model.parameters()]
        torch._foreach_mul_(mine, decay)
        torch._foreach_add_(mine, theirs, alpha=1 - decay)
        for kept, fresh in zip(self.model.buffers(), model.buffers(), strict=True):
            kept.copy_(fresh)
