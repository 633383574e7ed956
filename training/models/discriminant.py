"""Linear discriminant analysis that learns as samples come (Fisher 1936; whitened features as in Hariharan et al. 2012)."""

import torch
from torch import nn


class Discriminant(nn.Module):
    """Means of `classes` in features of `dims` numbers, and what samples of a class scatter about their mean. Nothing in it is
    trained by gradients, so that a CPU gets far with few samples."""

    def __init__(self, classes: int, dims: int):
        super().__init__()
        self.register_buffer("count", torch.zeros(classes))
        self.register_buffer("mean", torch.zeros(classes, dims))
        self.register_buffer("within", torch.eye(dims))

    @torch.no_grad()
    def add(self, features: torch.Tensor, labels: torch.Tensor) -> None:
        """Learn from features [N, dims] of classes int64 [N] (Welford's update, a batch at a time)."""
        if not len(labels):
            return
        before = self.count.sum()
        self.count.index_add_(0, labels, torch.ones_like(labels, dtype=self.count.dtype))
        away = features - self.mean[labels]
        self.mean.index_add_(0, labels, away / self.count[labels][:, None])
        outer = away.T @ (features - self.mean[labels])
        self.within.mul_(before).add_(0.5 * (outer + outer.T)).div_(before + len(labels))

    @torch.no_grad()
    def forward(self, features: torch.Tensor, shrink: float = 0.02) -> torch.Tensor:
        """Log-likelihoods of features [N, dims], up to a number for each row: [N, classes]; of classes never seen -1e9."""
        dims = len(self.within)
        steady = self.within.double() + shrink * self.within.diagonal().mean().double() * torch.eye(dims, device=features.device)
        towards = torch.linalg.solve(steady, self.mean.T.double()).float()
        said = features @ towards - 0.5 * (self.mean.T * towards).sum(0)
        return said.masked_fill(self.count == 0, -1e9)
