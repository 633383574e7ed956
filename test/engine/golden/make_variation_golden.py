"""Writes variation_golden.json: starting noises mixed as A1111 mixes a seed with its variation seed.

    pip install torch==2.13.0
    python test/engine/golden/make_variation_golden.py

`mix` restates what `slerp` of AUTOMATIC1111's modules/rng.py computes for a latent [C, H, W] (norms along dim 1).
"""

import json
from pathlib import Path

import torch

CASES = [(7, 8, 0.2, [4, 8, 6]), (7, 8, 0.9, [4, 8, 6]), (42, 2**32 - 1, 0.5, [4, 16, 16]), (3, 3, 0.25, [4, 8, 8])]


def noise(seed, shape):
    return torch.randn(shape, generator=torch.Generator('cpu').manual_seed(seed))


def mix(strength, low, high):
    cosine = (torch.nn.functional.normalize(low, dim=1) * torch.nn.functional.normalize(high, dim=1)).sum(1)
    if cosine.mean() > 0.9995:
        return low * strength + high * (1 - strength)
    angle = torch.acos(cosine)
    weights = [torch.sin(share * angle) / torch.sin(angle) for share in (1 - strength, strength)]
    return weights[0].unsqueeze(1) * low + weights[1].unsqueeze(1) * high


cases = [
    {'seed': a, 'variation': b, 'strength': strength, 'shape': shape, 'mixed': mix(strength, noise(a, shape), noise(b, shape)).flatten().tolist()}
    for a, b, strength, shape in CASES
]
text = json.dumps({'torch': torch.__version__.split('+')[0], 'cases': cases}, indent=1)
Path(__file__).with_name('variation_golden.json').write_text(text + '\n')
