"""Drawing latents with a trained denoiser: rectified flow, Euler's steps, guidance by two passes."""

import torch


def times(steps: int, device) -> torch.Tensor:
    """Noise shares 1, ..., 0: steps + 1 of them, evenly spaced."""
    return torch.linspace(1, 0, steps + 1, device=device)


def guided(model, ids, conditions: dict, empty_ids, neutral: dict, guidance: float):
    """Velocity as a function of (latents, t in 0..1000); one pass where guidance is 1.

    Encodes the words once. neutral: the conditions of the unconditional pass.
    """
    hidden, nothing = model.text(ids), model.text(empty_ids)
    regions = {} if "region_ids" not in conditions else dict(region_embeds=model.text.phrase(conditions["region_ids"]))
    told = {k: v for k, v in conditions.items() if k not in ("region_ids", "ids")} | regions

    def velocity(z, t):
        conditional = model.predict(z, t, hidden, told)
        if guidance == 1:
            return conditional
        free = model.predict(z, t, nothing, neutral)
        return free + guidance * (conditional - free)

    return velocity


@torch.no_grad()
def euler(velocity, noise: torch.Tensor, steps: int) -> torch.Tensor:
    """Noise [B, 4, h, w] -> latents, by `steps` steps of Euler's method."""
    z, at = noise, times(steps, noise.device)
    for now, then in zip(at[:-1], at[1:], strict=True):
        t = (now * 1000).expand(len(z))
        z = z + (then - now) * velocity(z, t)
    return z
