"""The text encoder: token ids -> one vector per word piece; padding is masked and comes out as zeros."""

import torch
from torch import nn

from .attention import FeedForward, LayerNorm, SelfAttention


class TextEncoder(nn.Module):
    """input_ids int64 [B, T] -> last_hidden_state [B, T, width]. `end` pads and is never attended to."""

    def __init__(self, vocabulary: int, end: int, width: int = 256, layers: int = 4, heads: int = 4, length: int = 32):
        super().__init__()
        self.end = end
        self.tokens = nn.Embedding(vocabulary, width)  # unit variance: words must not drown in positions
        self.positions = nn.Parameter(torch.randn(length, width) * 0.02)
        self.blocks = nn.ModuleList(nn.ModuleList([SelfAttention(width, heads), FeedForward(width, 4)]) for _ in range(layers))
        self.norm = LayerNorm(width)

    def forward(self, ids):
        keep = ids != self.end
        x = self.tokens(ids) + self.positions[: ids.shape[1]]
        for attention, feed in self.blocks:
            x = feed(attention(x, keep))
        return self.norm(x) * keep[..., None]

    def phrase(self, ids):
        """Mean over a phrase's words, start and padding left out: [..., T] -> [..., width]; zeros for empty phrases."""
        flat = ids.flatten(0, -2)
        hidden = self(flat)
        words = (flat != self.end).float()
        words[:, 0] = 0
        mean = (hidden * words[..., None]).sum(1) / words.sum(1, keepdim=True).clamp(min=1)
        return mean.unflatten(0, ids.shape[:-1])
