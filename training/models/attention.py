"""Transformer pieces with masked padding, plain enough to export to ONNX."""

import torch
import torch.nn.functional as F
from torch import nn


class LayerNorm(nn.LayerNorm):
    """In float32 whatever the autocast."""

    def forward(self, x):
        return F.layer_norm(x.float(), self.normalized_shape, self.weight, self.bias, self.eps)


def attend(q, k, v, heads: int, keep=None):
    """Multi-head attention. q [B, N, C]; k, v [B, M, C]; keep [B, M] bool: keys that may be seen."""
    split = lambda x: x.unflatten(2, (heads, -1)).transpose(1, 2)  # noqa: E731
    mask = None if keep is None else torch.where(keep, 0.0, -1e4)[:, None, None, :].to(q.dtype)
    if torch.onnx.is_in_onnx_export():
        q, k, v = split(q), split(k), split(v)
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
        scores = scores if mask is None else scores + mask
        return (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
    return F.scaled_dot_product_attention(split(q), split(k), split(v), mask).transpose(1, 2).flatten(2)


class SelfAttention(nn.Module):
    """x + attention over x."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads, self.norm = heads, LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.out.weight.data *= 0.2

    def forward(self, x, keep=None):
        q, k, v = self.qkv(self.norm(x)).chunk(3, -1)
        return x + self.out(attend(q, k, v, self.heads, keep))


class CrossAttention(nn.Module):
    """x + attention over words."""

    def __init__(self, width: int, words: int, heads: int):
        super().__init__()
        self.heads, self.norm = heads, LayerNorm(width)
        self.q, self.kv, self.out = nn.Linear(width, width), nn.Linear(words, 2 * width), nn.Linear(width, width)
        self.out.weight.data *= 0.2

    def forward(self, x, words, keep):
        k, v = self.kv(words).chunk(2, -1)
        return x + self.out(attend(self.q(self.norm(x)), k, v, self.heads, keep))


class FeedForward(nn.Module):
    """x + two layers."""

    def __init__(self, width: int, factor: int):
        super().__init__()
        self.norm, self.up, self.down = LayerNorm(width), nn.Linear(width, factor * width), nn.Linear(factor * width, width)
        self.down.weight.data *= 0.2

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))
