import type { SamplerId } from '../../sampler-names.ts'
import type { Choice, Vocabulary } from './vocabulary.ts'

/** `SCHEDULER_NAME_VALUES` of InvokeAI 3 to 6: schedulers of diffusers, with `_k` for Karras. */
const named: Record<string, Choice<SamplerId>> = {
  ddim: 'ddim',
  ddpm: 'ddpm',
  lms: 'lms',
  pndm: 'plms',
  heun: 'heun',
  euler: 'euler',
  euler_a: 'euler_a',
  kdpm_2: 'dpm2',
  kdpm_2_a: 'dpm2_a',
  dpmpp_2m: 'dpmpp_2m',
  dpmpp_2m_sde: 'dpmpp_2m_sde',
  dpmpp_3m: ['dpmpp_2m', "InvokeAI's is of the third order, Reroll's of the second"],
  dpmpp_sde: 'dpmpp_sde',
  unipc: 'unipc',
  lcm: 'lcm',
  tcd: 'tcd',
}

/** Names of InvokeAI 1 and 2, from its first samplers; `k_dpmpp_2` is DPM++ 2M there. */
const old: Record<string, Choice<SamplerId>> = {
  k_lms: 'lms',
  k_heun: 'heun',
  k_euler: 'euler',
  k_euler_a: 'euler_a',
  k_dpm_2: 'dpm2',
  k_dpm_2_a: 'dpm2_a',
  k_dpmpp_2: 'dpmpp_2m',
  k_dpmpp_2_a: 'dpmpp_2s_a',
  plms: 'plms',
}

export const invokeai: Vocabulary = {
  samplers: { ...named, ...old },
  schedules: { karras: 'karras', 'of the model': 'normal' },
  without: { samplers: ['deis', 'dpmpp_2s', 'er_sde'], schedules: [] },
}
