"""The denoiser: a small U-Net over latents with words, knobs, a sketch and a layout.

Inputs as in the interface; `shapes` gives widths and depths (sizes.py). Predicts the velocity
noise - picture of rectified flow (Liu et al. 2022, arXiv:2209.03003) at time t = 1000 s.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from .attention import CrossAttention, FeedForward, SelfAttention
from .memory import CHANNELS, Memory, towards


class GroupNorm(nn.GroupNorm):
    """Groups of 16 channels at least, in float32."""

    def __init__(self, channels: int):
        super().__init__(16, channels)

    def forward(self, x):
        return F.group_norm(x.float(), self.num_groups, self.weight, self.bias, self.eps)


def time_waves(t, width: int = 256):
    """Sines and cosines of t in 0..1000, [B] -> [B, width]."""
    rate = torch.exp(-math.log(10_000) * torch.arange(width // 2, device=t.device) / (width // 2))
    angle = t.float()[:, None] * rate
    return torch.cat([angle.cos(), angle.sin()], 1)


class Block(nn.Module):
    """Residual block; the condition scales and shifts its middle."""

    def __init__(self, before: int, after: int, condition: int):
        super().__init__()
        self.norm1, self.conv1 = GroupNorm(before), nn.Conv2d(before, after, 3, padding=1)
        self.condition = nn.Linear(condition, 2 * after)
        self.norm2, self.conv2 = GroupNorm(after), nn.Conv2d(after, after, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)
        self.skip = nn.Conv2d(before, after, 1) if before != after else nn.Identity()

    def forward(self, x, e):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.condition(e)[:, :, None, None].chunk(2, 1)
        return self.skip(x) + self.conv2(F.silu(self.norm2(h) * (1 + scale) + shift))


class Reader(nn.Module):
    """Looks around the picture and at the words: [B, C, H, W]."""

    def __init__(self, channels: int, words: int, heads: int):
        super().__init__()
        self.look, self.read, self.think = SelfAttention(channels, heads), CrossAttention(channels, words, heads), FeedForward(channels, 2)

    def forward(self, x, words, keep):
        y = x.flatten(2).transpose(1, 2)
        y = self.think(self.read(self.look(y), words, keep))
        return y.transpose(1, 2).unflatten(2, x.shape[2:])


class SketchReader(nn.Module):
    """Ink [B, 1, 8h, 8w] -> features [B, 48, h, w]; silent without ink or weight."""

    def __init__(self, features: int = 48):
        super().__init__()
        self.near = nn.Conv2d(1, 24, 4, 4, bias=False)
        self.far = nn.Conv2d(24, features, 4, 2, 1, bias=False)
        self.out = nn.Conv2d(features, features, 3, padding=1, bias=False)

    def forward(self, ink, weight):
        return self.out(F.silu(self.far(F.silu(self.near(ink))))) * weight[:, None, None, None]


class UNet(nn.Module):
    """See the module's docstring. `latent` is the native height and width of latents."""

    def __init__(self, words: int, knobs: int, knob_slots: dict[str, int], shapes: dict, subjects: int, latent: int = 32):
        super().__init__()
        widths, depth, heads = shapes["widths"], shapes["depth"], shapes["heads"]
        e = shapes["condition"]
        self.knob_slots, self.latent = knob_slots, latent
        self.time = nn.Sequential(nn.Linear(256, e), nn.SiLU(), nn.Linear(e, e))
        self.knob = nn.Sequential(nn.Linear(knobs, e), nn.SiLU(), nn.Linear(e, e))
        self.text = nn.Linear(words, e)
        self.sketch = SketchReader()
        self.region = nn.Linear(words, 64, bias=False)
        self.memory = Memory(words, subjects, e, knob_slots)
        self.enter = nn.Conv2d(4 + 48 + 64 + 1 + 6 + 2 + CHANNELS, widths[0], 3, padding=1)
        self.region_inner = nn.ModuleList(nn.Linear(words, w, bias=False) for w in widths[1:])
        self.places = nn.ParameterList(nn.Parameter(torch.randn(1, w, latent >> k, latent >> k) * 0.02) for k, w in enumerate(widths))
        self.down, self.shrink, self.up, self.grow = nn.ModuleList(), nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for k, width in enumerate(widths):
            self.down.append(nn.ModuleList(self.pair(width, width, e, words, heads, k) for _ in range(depth[k])))
            if k + 1 < len(widths):
                self.shrink.append(nn.Conv2d(width, widths[k + 1], 3, 2, 1))
        for k in reversed(range(len(widths))):
            width = widths[k]
            self.up.append(nn.ModuleList(self.pair(2 * width, width, e, words, heads, k) for _ in range(depth[k] + (k == 0))))
            if k:
                self.grow.append(nn.Conv2d(width, 4 * widths[k - 1], 3, padding=1))
        self.mid = nn.ModuleList([Block(widths[-1], widths[-1], e), Reader(widths[-1], words, heads)])
        # the velocity, and how far what is recalled is trusted in each cell
        self.norm, self.leave = GroupNorm(widths[0]), nn.Conv2d(widths[0], 5, 3, padding=1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        nn.init.constant_(self.leave.bias[4:], 2.0)
        self.hidden = (widths[-1], latent >> (len(widths) - 1), latent >> (len(widths) - 1))

    @staticmethod
    def pair(before, after, e, words, heads, level):
        """A residual block, with a reader below the finest level."""
        return nn.ModuleList([Block(before, after, e)] + ([Reader(after, words, heads)] if level else []))

    def aim(self, knobs, h: int, w: int):
        """Coordinates, and the distance from where the knobs want the subject: [B, 8, h, w]."""
        slots = self.knob_slots
        y, x = torch.meshgrid(torch.linspace(-1, 1, h, device=knobs.device), torch.linspace(-1, 1, w, device=knobs.device), indexing="ij")
        grid = torch.stack([x, y])[None].expand(knobs.shape[0], -1, -1, -1)
        at = lambda name: knobs[:, slots[name], None, None]  # noqa: E731
        # knob values are coded as (v - 0.5) / 0.2; the grid spans 2 for the whole picture
        dx, dy = grid[:, 0] - at("x") * 0.4, grid[:, 1] - at("y") * 0.4
        size = (at("size") * 0.2 + 0.5).clamp(0.1, 1)
        given_x, given_y, given_size = at("x_flag"), at("y_flag"), at("size_flag")
        inside = torch.exp(-(dx**2 * given_x + dy**2 * given_y) / (size**2 + 0.05))
        flags = (given_x + given_y + given_size).expand_as(inside) / 3
        return torch.cat([grid, torch.stack([dx * given_x, dy * given_y, inside * given_x, inside * given_y, inside * given_size, flags], 1)], 1)

    def forward(self, sample, timestep, encoder_hidden_states, knobs, sketch, sketch_weight, region_masks, region_embeds, dh):
        return self.recall(sample, timestep, encoder_hidden_states, knobs, sketch, sketch_weight, region_masks, region_embeds, dh)[:2]

    def compile(self, **options):
        """recall() compiled, and with it forward()."""
        self.recall = torch.compile(self.recall, **options)

    def recall(self, sample, timestep, encoder_hidden_states, knobs, sketch, sketch_weight, region_masks, region_embeds, dh, taught=None):
        """Velocity, the mid-block's h, and what the memory gave."""
        words = encoder_hidden_states
        keep = words.abs().sum(-1) > 1e-6
        read = keep.float()[..., None]
        pooled = (words * read).sum(1) / read.sum(1).clamp(min=1)
        e = F.silu(self.time(time_waves(timestep)) + self.knob(knobs) + self.text(pooled))
        ink = self.sketch(sketch, sketch_weight)
        drawn = F.avg_pool2d(sketch, 8) * sketch_weight[:, None, None, None]
        recalled = self.memory(sample, timestep, e, words, keep, knobs, drawn, region_masks, region_embeds, taught)
        covered = region_masks.sum(1, keepdim=True).clamp(max=1)
        # subjects that words named are regions too, laid where the noise has them
        region_masks = torch.cat([region_masks, recalled.masks.to(region_masks.dtype)], 1)
        region_embeds = torch.cat([region_embeds, recalled.words.to(region_embeds.dtype)], 1)
        layout = torch.einsum("brhw,brc->bchw", region_masks.to(sample.dtype), self.region(region_embeds).to(sample.dtype))
        x = self.enter(torch.cat([sample, ink, layout, covered, self.aim(knobs, *sample.shape[2:]), recalled.hint.to(sample.dtype)], 1))
        kept, masks = [], region_masks
        for k, level in enumerate(self.down):
            if k:
                x = self.shrink[k - 1](x)
                masks = F.avg_pool2d(masks, 2)
                inner = self.region_inner[k - 1](region_embeds)
                x = x + torch.einsum("brhw,brc->bchw", masks.to(inner.dtype), inner)
            x = x + self.places[k]
            for block in level:
                x = self.run(block, x, e, words, keep)
                kept.append(x)
            if k == 0:
                first = x
        x = self.mid[1](self.mid[0](x, e), words, keep)
        h = x
        x = x + dh
        for k, level in enumerate(self.up):
            if k:
                x = F.pixel_shuffle(self.grow[k - 1](x), 2)
            for block in level:
                x = self.run(block, torch.cat([x, kept.pop() if kept else first], 1), e, words, keep)
        velocity, trust = self.leave(F.silu(self.norm(x))).split((4, 1), 1)
        return velocity + towards(sample, timestep, recalled.hint, trust, self.memory.spread.exp()).to(velocity.dtype), h, recalled

    @staticmethod
    def run(block, x, e, words, keep):
        """A block and, where it has one, its reader."""
        x = block[0](x, e)
        return block[1](x, words, keep) if len(block) > 1 else x
