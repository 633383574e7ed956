"""Writes schedule_golden.json: noise levels and schedules of k-diffusion, diffusers, ComfyUI and A1111.

pip install torch==2.13.0 numpy scipy diffusers==0.39.0 k-diffusion==0.1.1.post1
python test/engine/golden/make_schedule_golden.py

k-diffusion and diffusers are run. Of ComfyUI (comfy/samplers.py) and A1111 (modules/sd_schedulers.py) only the
formulas are needed; they are written out here.
"""

import json
import math
from pathlib import Path

import diffusers
import numpy as np
import scipy.stats
import torch
from sampling_common import MADE_WITH, N, SD, SIGMAS, SPOTS, START, DiscreteSchedule, K, level_sigmas

STEPS = [2, 3, 4, 7, 10, 16, 20, 30, 49, 50, 77, 80, 100, 149, 150]


def from_index(levels, steps, position):
    return [levels[position(i)].item() for i in range(steps)] + [0.0]


def comfy_sgm_uniform(schedule, steps):
    last = len(schedule.sigmas) - 1
    return schedule.t_to_sigma(torch.linspace(last, 0, steps + 1, dtype=torch.float64)[:-1]).tolist() + [0.0]


def comfy_ddim(levels, steps):
    """As many as asked for: where the stride leaves room for more, the programs give more."""
    return from_index(levels, steps, lambda i: 1 + (steps - 1 - i) * max(len(levels) // steps, 1))


def comfy_beta(levels, steps):
    at = np.rint(scipy.stats.beta.ppf(1 - np.linspace(0, 1, steps, endpoint=False), 0.6, 0.6) * (len(levels) - 1))
    if len(set(at)) < steps:
        return None
    return [levels[int(t)].item() for t in at] + [0.0]


def comfy_kl_optimal(low, high, steps):
    share = np.arange(steps) / (steps - 1)
    return np.tan(share * math.atan(low) + (1 - share) * math.atan(high)).tolist() + [0.0]


A1111_ALIGNED = {
    'sd15': [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029],
    'sdxl': [14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029],
}


def a1111_align_your_steps(table, steps):
    rising = np.log(np.array(table)[::-1])
    at = np.interp(np.linspace(0, 1, steps), np.linspace(0, 1, len(rising)), rising)
    return np.exp(at)[::-1].tolist() + [0.0]


def schedules(steps):
    k = DiscreteSchedule(SIGMAS, quantize=False)
    low, high = SIGMAS[0].item(), SIGMAS[-1].item()
    return {
        'uniform': k.get_sigmas(steps).tolist(),
        'karras': K.get_sigmas_karras(steps, low, high).tolist(),
        'exponential': K.get_sigmas_exponential(steps, low, high).tolist(),
        'polyexponential': K.get_sigmas_polyexponential(steps, low, high, rho=2.0).tolist(),
        'sgm_uniform': comfy_sgm_uniform(k, steps),
        'simple': from_index(SIGMAS, steps, lambda i: -(1 + int(i * (len(SIGMAS) / steps)))),
        'ddim': comfy_ddim(SIGMAS, steps),
        'beta': comfy_beta(SIGMAS, steps),
        'kl_optimal': comfy_kl_optimal(low, high, steps),
        'align_your_steps': a1111_align_your_steps(A1111_ALIGNED['sd15'], steps),
        'align_your_steps sdxl': a1111_align_your_steps(A1111_ALIGNED['sdxl'], steps),
    }


NORMAL = [
    {'timestep_spacing': spacing, 'steps_offset': offset, **SD, **more}
    for spacing, offset in [('leading', 0), ('leading', 1), ('linspace', 0), ('trailing', 0)]
    for more in [{}, {'rescale_betas_zero_snr': True}]
]


def own_sigmas(scheduler, steps):
    scheduler.set_timesteps(steps)
    return scheduler.sigmas.tolist()


def distilled_timesteps(scheduler, steps):
    scheduler.set_timesteps(steps)
    return scheduler.timesteps.tolist()


def flow_sigmas(steps, **config):
    return own_sigmas(diffusers.FlowMatchEulerDiscreteScheduler(**config), steps)


LEVELS = [
    {},
    SD,
    {'beta_schedule': 'squaredcos_cap_v2'},
    {'beta_start': 0.001, 'beta_end': 0.05, 'num_train_timesteps': 100},
    {'trained_betas': np.linspace(0.001, 0.2, 40).tolist()},
    {**SD, 'rescale_betas_zero_snr': True},
]


def levels(config):
    sigmas = level_sigmas(diffusers.EulerDiscreteScheduler(**config))
    spots = sorted({0, 1, len(sigmas) // 3, len(sigmas) // 2, len(sigmas) - 2, len(sigmas) - 1})
    k = DiscreteSchedule(sigmas, quantize=False)
    probes = [math.exp(math.log(sigmas[0]) + f * math.log(sigmas[-1] / sigmas[0])) for f in (0.1, 0.31, 0.5, 0.77, 0.95)]
    return {
        'config': {'_class_name': 'EulerDiscreteScheduler', **config},
        'count': len(sigmas),
        'spots': spots,
        'sigmas': sigmas[spots].tolist(),
        'probes': probes,
        'timesteps': k.sigma_to_t(torch.tensor(probes, dtype=torch.float64)).tolist(),
    }


def prediction(kind, config, at):
    """Scaled input and clean latent for one sample and one raw output, on the variance-exploding scale."""
    scheduler = diffusers.EulerDiscreteScheduler(**SD, prediction_type=kind, **config)
    scheduler.set_timesteps(10)
    t = scheduler.timesteps[at]
    x = START * scheduler.sigmas[at]
    scaled = scheduler.scale_model_input(x, t)
    raw = torch.cos(torch.arange(N) * 0.21)
    if kind == 'sample':
        clean = raw
    else:
        clean = scheduler.step(raw, t, x).pred_original_sample
    return {
        'config': {'_class_name': 'EulerDiscreteScheduler', **SD, 'prediction_type': kind, **config},
        'sigma': scheduler.sigmas[at].item(),
        'timestep': t.item(),
        'scaled': scaled[SPOTS].tolist(),
        'clean': clean[SPOTS].tolist(),
    }


golden = {
    'made_with': MADE_WITH,
    'spots': SPOTS,
    'schedules': {str(steps): schedules(steps) for steps in STEPS},
    'normal': [
        {
            'config': {'_class_name': 'EulerDiscreteScheduler', **config},
            'sigmas': {str(steps): own_sigmas(diffusers.EulerDiscreteScheduler(**config), steps) for steps in STEPS},
        }
        for config in NORMAL
    ],
    'distilled': {
        name: {
            str(steps): distilled_timesteps(getattr(diffusers, name)(original_inference_steps=original), steps)
            for steps in (1, 2, 3, 4, 8, 20)
        }
        for name, original in (('LCMScheduler', 50), ('TCDScheduler', 40))
    },
    'flow': [
        {'shift': shift, 'sigmas': {str(steps): flow_sigmas(steps, shift=shift) for steps in (2, 5, 20)}}
        for shift in (1.0, 3.0)
    ],
    'flow_karras': {str(steps): flow_sigmas(steps, use_karras_sigmas=True) for steps in (2, 5, 20)},
    'levels': [levels(config) for config in LEVELS],
    'predictions': [
        prediction(kind, config, at)
        for kind in ('epsilon', 'v_prediction', 'sample')
        for config in (
            {'timestep_spacing': 'leading'},
            {'timestep_spacing': 'trailing', 'rescale_betas_zero_snr': True},
        )
        for at in (0, 5, 9)
    ],
}
Path(__file__).with_name('schedule_golden.json').write_text(json.dumps(golden) + '\n')
