import type { Vocabulary } from './vocabulary.ts'

const unipc = 'orders and spacings of UniPC are samplers of their own there'

/** `sampler_name` of Easy Diffusion 2 and 3 (sdkit). */
export const easyDiffusion: Vocabulary = {
  samplers: {
    euler: 'euler',
    euler_a: 'euler_a',
    heun: 'heun',
    dpm2: 'dpm2',
    dpm2_a: 'dpm2_a',
    lms: 'lms',
    dpmpp_2m: 'dpmpp_2m',
    dpmpp_2m_sde: 'dpmpp_2m_sde',
    dpmpp_sde: 'dpmpp_sde',
    dpmpp_2s_a: 'dpmpp_2s_a',
    ddim: 'ddim',
    ddpm: 'ddpm',
    plms: 'plms',
    unipc_tu: ['unipc', unipc],
    unipc_tu_2: ['unipc', unipc],
    unipc_snr: ['unipc', unipc],
    unipc_snr_2: ['unipc', unipc],
    unipc_tq: ['unipc', unipc],
    lcm: 'lcm',
  },
  schedules: {},
  without: { samplers: ['dpm_solver_stability', 'dpm_fast', 'dpm_adaptive', 'deis'], schedules: [] },
}
