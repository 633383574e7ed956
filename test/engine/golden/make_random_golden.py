"""Writes random_golden.json: what torch draws on the CPU.

pip install torch==2.13.0 numpy
python test/engine/golden/make_random_golden.py
"""

import json
from pathlib import Path

import torch

SEEDS = [0, 7, 42, 2**32 - 1, 2**32 + 5, 2**53, 2**64 - 1]
SIZES = [1, 2, 5, 15, 16, 17, 31, 32, 33, 100]
LATENT = 4 * 64 * 64
# of a whole latent only these
SPOTS = [0, 1, 7, 8, 15, 16, 1000, 8191, 16376, LATENT - 1]
# small and large calls on one generator, so that kept second values and redrawn tails meet
MIXED = [1, 16, 1, 3, 33, 2, 17, 5, 5, 1]


def generator(seed):
    return torch.Generator('cpu').manual_seed(seed)


golden = {'torch': torch.__version__.split('+')[0], 'mixed_sizes': MIXED, 'latent_spots': SPOTS, 'seeds': {}}
for seed in SEEDS:
    g = generator(seed)
    latent = torch.randn(LATENT, generator=generator(seed))
    golden['seeds'][str(seed)] = {
        # 63 of the 64 bits of two words, high word first; as text, since JavaScript would round them
        'integers': [str(v) for v in torch.empty(320, dtype=torch.int64).random_(generator=generator(seed))[-10:].tolist()],
        'float32': torch.rand(20, generator=generator(seed)).tolist(),
        'float64': torch.rand(20, generator=generator(seed), dtype=torch.float64).tolist(),
        'normals': {str(n): torch.randn(n, generator=generator(seed)).tolist() for n in SIZES},
        'latent': {'spots': latent[SPOTS].tolist(), 'mean_abs': latent.double().abs().mean().item()},
        'mixed': [torch.randn(n, generator=g).tolist() for n in MIXED],
    }

Path(__file__).with_name('random_golden.json').write_text(json.dumps(golden, indent=1) + '\n')
