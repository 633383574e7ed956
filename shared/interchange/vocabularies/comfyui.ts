import { lastButOne, type Vocabulary } from './vocabulary.ts'

/** `KSAMPLER_NAMES` and `SCHEDULER_NAMES` of ComfyUI's `comfy/samplers.py`; Fooocus and SwarmUI use them too. */
export const comfyui: Vocabulary = {
  samplers: {
    euler: 'euler',
    euler_ancestral: 'euler_a',
    heun: 'heun',
    dpm_2: ['dpm2', lastButOne],
    dpm_2_ancestral: ['dpm2_a', lastButOne],
    lms: 'lms',
    dpmpp_2m: 'dpmpp_2m',
    dpmpp_2m_sde: 'dpmpp_2m_sde',
    dpmpp_2m_sde_gpu: 'dpmpp_2m_sde',
    dpmpp_2m_sde_heun: ['dpmpp_2m_sde', "Reroll's is the midpoint form, not Heun's"],
    dpmpp_2m_sde_heun_gpu: ['dpmpp_2m_sde', "Reroll's is the midpoint form, not Heun's"],
    dpmpp_sde: 'dpmpp_sde',
    dpmpp_sde_gpu: 'dpmpp_sde',
    dpmpp_2s_ancestral: 'dpmpp_2s_a',
    dpmpp_3m_sde: 'dpmpp_3m_sde',
    dpmpp_3m_sde_gpu: 'dpmpp_3m_sde',
    ddim: 'ddim',
    ddpm: 'ddpm',
    uni_pc: ['unipc', "ComfyUI's is of order 3 with bh1, Reroll's of order 2 with bh2"],
    uni_pc_bh2: ['unipc', "ComfyUI's is of order 3, Reroll's of order 2"],
    lcm: 'lcm',
    tcd: 'tcd',
  },
  schedules: {
    normal: 'uniform',
    karras: 'karras',
    exponential: 'exponential',
    sgm_uniform: 'sgm_uniform',
    simple: 'simple',
    ddim_uniform: 'ddim',
    beta: 'beta',
    kl_optimal: 'kl_optimal',
    align_your_steps: 'align_your_steps',
    turbo: ['sgm_uniform', "SD-Turbo's own timesteps lie a little off"],
    // Of a Polyexponential node whose rho is 2, as ours.
    'polyexponential rho 2': 'polyexponential',
  },
  without: {
    samplers: [
      ...['euler_cfg_pp', 'euler_ancestral_cfg_pp', 'dpmpp_2s_ancestral_cfg_pp', 'dpmpp_2m_cfg_pp'],
      ...['heunpp2', 'exp_heun_2_x0', 'exp_heun_2_x0_sde', 'dpm_fast', 'dpm_adaptive', 'ipndm', 'ipndm_v'],
      ...['deis', 'res_multistep', 'res_multistep_cfg_pp', 'res_multistep_ancestral'],
      ...['res_multistep_ancestral_cfg_pp', 'gradient_estimation', 'gradient_estimation_cfg_pp', 'er_sde'],
      ...['seeds_2', 'seeds_3', 'sa_solver', 'sa_solver_pece'],
    ],
    schedules: ['linear_quadratic', 'laplace', 'vp', 'polyexponential', 'lcm', 'tcd', 'edm_playground_v2.5'],
  },
}
