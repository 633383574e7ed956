import type { Vocabulary } from './vocabulary.ts'

/** What NovelAI writes as `sampler` and `noise_schedule`; `native` is k-diffusion's own, even in time. */
export const novelai: Vocabulary = {
  samplers: {
    k_euler: 'euler',
    k_euler_ancestral: 'euler_a',
    k_heun: 'heun',
    k_dpm_2: 'dpm2',
    k_dpm_2_ancestral: 'dpm2_a',
    k_lms: 'lms',
    k_dpmpp_2m: 'dpmpp_2m',
    k_dpmpp_2m_sde: 'dpmpp_2m_sde',
    k_dpmpp_sde: 'dpmpp_sde',
    k_dpmpp_2s_ancestral: 'dpmpp_2s_a',
    ddim: 'ddim',
    ddim_v3: 'ddim',
    plms: 'plms',
  },
  schedules: {
    native: 'uniform',
    karras: 'karras',
    exponential: 'exponential',
    polyexponential: ['exponential', 'equal where its rho is 1, which the file does not tell'],
  },
  without: { samplers: ['k_dpm_fast', 'k_dpm_adaptive', 'nai_smea', 'nai_smea_dyn'], schedules: [] },
}
