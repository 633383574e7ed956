"""What both sampling scripts share: k-diffusion's modules by file, the Stable Diffusion betas, a start, the places we look at."""

import importlib.util
import sys
import types
import warnings
from pathlib import Path

import diffusers
import torch

warnings.filterwarnings('ignore')


def k_diffusion(name):
    """One module of k-diffusion by its file: the package itself imports its training code too."""
    folder = Path(importlib.util.find_spec('torch').origin).parent.parent / 'k_diffusion'
    if 'k_diffusion' not in sys.modules:
        package = types.ModuleType('k_diffusion')
        package.__path__ = [str(folder)]
        utils = types.ModuleType('k_diffusion.utils')
        utils.append_dims = lambda x, n: x[(...,) + (None,) * (n - x.ndim)]
        package.utils = utils
        sys.modules.update({'k_diffusion': package, 'k_diffusion.utils': utils})
    spec = importlib.util.spec_from_file_location(f'k_diffusion.{name}', folder / f'{name}.py')
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    setattr(sys.modules['k_diffusion'], name, module)
    spec.loader.exec_module(module)
    return module


K = k_diffusion('sampling')
DiscreteSchedule = k_diffusion('external').DiscreteSchedule

MADE_WITH = {'torch': torch.__version__.split('+')[0], 'diffusers': diffusers.__version__, 'k-diffusion': '0.1.1.post1'}
SD = {'beta_start': 0.00085, 'beta_end': 0.012, 'beta_schedule': 'scaled_linear'}
N = 64
START = torch.sin(torch.arange(N, dtype=torch.float64) * 0.37 + 0.5).float()
SPOTS = [0, 9, 30, 63]


def level_sigmas(scheduler):
    bars = scheduler.alphas_cumprod.double()
    return ((1 - bars) / bars).sqrt()


SIGMAS = level_sigmas(diffusers.EulerDiscreteScheduler(**SD))
