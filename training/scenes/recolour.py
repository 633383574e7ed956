"""Turning the main colour of sprites, batched."""

import torch


def rgb_to_hsl(rgb: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """rgb [B, 3, H, W] in 0..1 -> hue (turns), saturation, lightness, each [B, H, W]."""
    high, low = rgb.amax(1), rgb.amin(1)
    chroma, light = high - low, (high + low) / 2
    r, g, b = rgb.unbind(1)
    safe = chroma.clamp(min=1e-5)
    hue = torch.where(high == r, ((g - b) / safe) % 6, torch.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4))
    return hue / 6, chroma / (1 - (2 * light - 1).abs()).clamp(min=1e-3), light


def hsl_to_rgb(hue: torch.Tensor, saturation: torch.Tensor, light: torch.Tensor) -> torch.Tensor:
    """Inverse of rgb_to_hsl; [B, H, W] each -> [B, 3, H, W]."""
    reach = saturation * torch.minimum(light, 1 - light)
    channels = []
    for n in (0, 8, 4):
        k = (n + hue * 12) % 12
        channels.append(light - reach * torch.minimum(k - 3, 9 - k).clamp(-1, 1))
    return torch.stack(channels, 1)


def recolour(sprite: torch.Tensor, own: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Paint the masked part of sprites in other colours, keeping their modelling.

    sprite [B, 5, H, W]: premultiplied RGB, alpha, mask. own, target [B, 3]: main hue (degrees),
    saturation, lightness before and after.
    """
    alpha, mask = sprite[:, 3:4], sprite[:, 4]
    hue, saturation, light = rgb_to_hsl((sprite[:, :3] / alpha.clamp(min=1e-3)).clamp(0, 1))
    own, target = own[:, :, None, None], target[:, :, None, None]
    away = (hue - own[:, 0] / 360 + 0.5) % 1 - 0.5
    colourful = (own[:, 1] > 0.2).float()  # hue differences mean something only between colours
    new_hue = (target[:, 0] / 360 + 0.3 * away * colourful) % 1
    ratio = (saturation / own[:, 1].clamp(min=0.15)).clamp(0.4, 1.6) * colourful + 1 - colourful
    new_saturation = (target[:, 1] * (0.55 + 0.45 * ratio)).clamp(0, 1)
    new_light = (target[:, 2] + 0.85 * (light - own[:, 2])).clamp(0.04, 0.97)
    painted = hsl_to_rgb(new_hue, new_saturation, new_light) * alpha
    rgb = torch.lerp(sprite[:, :3], painted, mask[:, None])
    return torch.cat([rgb, sprite[:, 3:]], 1)
