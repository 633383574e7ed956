"""Writes sampling_golden.json: runs of k-diffusion's samplers and of diffusers' schedulers.

pip install torch==2.13.0 numpy scipy diffusers==0.39.0 k-diffusion==0.1.1.post1 torchsde torchdiffeq tqdm
python test/engine/golden/make_sampling_golden.py
"""

import json
import math
import sys
from pathlib import Path

import diffusers
import torch
from sampling_common import MADE_WITH, N, SD, SIGMAS, SPOTS, START, DiscreteSchedule, K


class Noise:
    """Not random at all, but different at every call and nearly of unit variance."""

    def __init__(self):
        self.calls = 0

    def draw(self):
        self.calls += 1
        return (math.sqrt(2) * torch.sin(torch.arange(N, dtype=torch.float64) * 0.7 + self.calls * 1.3)).float()


def clean_latent(x, sigma):
    """A denoiser that is neither linear nor the same at every level."""
    return torch.tanh(x / (1 + sigma)) + 0.1 * torch.sin(3 * x / (1 + sigma))


K_SAMPLERS = {
    'euler': ('sample_euler', False),
    'euler_a': ('sample_euler_ancestral', True),
    'heun': ('sample_heun', False),
    'dpm2': ('sample_dpm_2', False),
    'dpm2_a': ('sample_dpm_2_ancestral', True),
    'lms': ('sample_lms', False),
    'dpmpp_2m': ('sample_dpmpp_2m', False),
    'dpmpp_2m_sde': ('sample_dpmpp_2m_sde', True),
    'dpmpp_sde': ('sample_dpmpp_sde', True),
    'dpmpp_2s_a': ('sample_dpmpp_2s_ancestral', True),
    'dpmpp_3m_sde': ('sample_dpmpp_3m_sde', True),
}


def k_run(sampler, sigmas, eta=None):
    function, noisy = K_SAMPLERS[sampler]
    noise = Noise()
    trace = []
    options = {}
    if noisy:
        options['noise_sampler'] = lambda a, b: noise.draw()
        if eta is not None:
            options['eta'] = eta
    sigmas = torch.tensor(sigmas, dtype=torch.float64)
    x = getattr(K, function)(
        lambda x, sigma: clean_latent(x, sigma[0]),
        START.double() * sigmas[0],
        sigmas,
        callback=lambda step: trace.append(step['x'][SPOTS].tolist()),
        disable=True,
        **options,
    )
    return {
        'sampler': sampler,
        'eta': eta,
        'sigmas': sigmas.tolist(),
        'trace': trace[1:] + [x[SPOTS].tolist()],
        'noise_calls': noise.calls,
    }


def diffusers_run(sampler, scheduler, steps, **step_options):
    """In the scheduler's own picture: start at init_noise_sigma, the model answers on the scaled input."""
    noise = Noise()
    module = sys.modules[type(scheduler).__module__]
    module.randn_tensor = lambda shape, **_: noise.draw().reshape(shape)
    scheduler.set_timesteps(steps)
    x = START.reshape(1, 1, 8, 8) * getattr(scheduler, 'init_noise_sigma', 1.0)
    trace = []
    for t in scheduler.timesteps:
        scaled = scheduler.scale_model_input(x, t) if hasattr(scheduler, 'scale_model_input') else x
        raw = 0.5 * torch.tanh(scaled) * t / (t + 300) - 0.1 * scaled
        x = scheduler.step(raw, t, x, return_dict=False, **step_options)[0]
        trace.append(x.flatten()[SPOTS].tolist())
    timesteps = scheduler.timesteps.tolist()
    return {
        'sampler': sampler,
        'config': {'_class_name': type(scheduler).__name__, **{k: v for k, v in scheduler.config.items() if k[0] != '_'}},
        'steps': steps,
        'eta': step_options.get('eta'),
        'timesteps': timesteps,
        'sigmas': scheduler.sigmas.tolist() if hasattr(scheduler, 'sigmas') else None,
        'trace': trace,
        'noise_calls': noise.calls,
    }


def diffusers_runs():
    d = diffusers
    for steps in (1, 2, 5, 20):
        yield diffusers_run('ddim', d.DDIMScheduler(**SD, clip_sample=False, steps_offset=1), steps)
        yield diffusers_run('plms', d.PNDMScheduler(**SD, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=True), steps)
        yield diffusers_run('ddpm', d.DDPMScheduler(**SD, clip_sample=False, timestep_spacing='trailing'), steps)
        yield diffusers_run('unipc', d.UniPCMultistepScheduler(**SD), steps)
        yield diffusers_run('lcm', d.LCMScheduler(), steps)
        yield diffusers_run('tcd', d.TCDScheduler(), steps)
    for eta in (0.5, 1.0):
        yield diffusers_run('ddim', d.DDIMScheduler(**SD, clip_sample=False, set_alpha_to_one=False, steps_offset=1), 10, eta=eta)
        yield diffusers_run('tcd', d.TCDScheduler(), 5, eta=eta)
    yield diffusers_run('tcd', d.TCDScheduler(), 5, eta=0.0)
    yield diffusers_run('ddim', d.DDIMScheduler(**SD, steps_offset=1), 10)
    yield diffusers_run('ddim', d.DDIMScheduler(beta_schedule='squaredcos_cap_v2', clip_sample_range=0.5), 8)
    yield diffusers_run('ddim', d.DDIMScheduler(**SD, clip_sample=False, timestep_spacing='trailing', prediction_type='sample'), 10)
    yield diffusers_run('ddpm', d.DDPMScheduler(clip_sample=True, clip_sample_range=0.8), 10)
    yield diffusers_run('ddpm', d.DDPMScheduler(**SD, clip_sample=False, prediction_type='sample'), 10)
    yield diffusers_run('lcm', d.LCMScheduler(prediction_type='v_prediction', clip_sample=True, original_inference_steps=100, timestep_scaling=5.0), 4)
    yield diffusers_run('unipc', d.UniPCMultistepScheduler(**SD, prediction_type='v_prediction'), 10)
    yield diffusers_run('unipc', d.UniPCMultistepScheduler(prediction_type='sample', timestep_spacing='trailing'), 10)
    for kind in ('epsilon', 'v_prediction'):
        yield diffusers_run('euler', d.EulerDiscreteScheduler(**SD, prediction_type=kind, rescale_betas_zero_snr=True, timestep_spacing='trailing'), 10)
    yield diffusers_run('euler', d.EulerDiscreteScheduler(beta_schedule='squaredcos_cap_v2', prediction_type='v_prediction', timestep_spacing='leading'), 10)
    yield diffusers_run('euler_a', d.EulerAncestralDiscreteScheduler(**SD, prediction_type='v_prediction', timestep_spacing='trailing'), 10)
    for shift in (1.0, 3.0):
        yield diffusers_run('euler', d.FlowMatchEulerDiscreteScheduler(shift=shift), 8)


karras = K.get_sigmas_karras(10, 0.0292, 14.6).tolist()
coarse = DiscreteSchedule(SIGMAS, quantize=False).get_sigmas(5).tolist()
golden = {
    'made_with': MADE_WITH,
    'spots': SPOTS,
    'k_runs': [k_run(name, sigmas) for name in K_SAMPLERS for sigmas in (karras, coarse, karras[4:])]
    + [k_run(name, karras, eta) for name, (_, noisy) in K_SAMPLERS.items() if noisy for eta in (0.0, 0.4)],
    'diffusers_runs': list(diffusers_runs()),
}
Path(__file__).with_name('sampling_golden.json').write_text(json.dumps(golden) + '\n')
