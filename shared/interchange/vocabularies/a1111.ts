import type { SamplerId } from '../../sampler-names.ts'
import type { ScheduleId } from '../../schedule-names.ts'
import { lastButOne, type Vocabulary } from './vocabulary.ts'

const midpoint = "Reroll's is the midpoint form, not Heun's"

/** Labels of A1111 1.10 and Forge (`sd_samplers_kdiffusion.py`, `sd_samplers_timesteps.py`, `sd_schedulers.py`). */
export const a1111: Vocabulary = {
  samplers: {
    euler: 'euler',
    'euler a': 'euler_a',
    heun: 'heun',
    dpm2: ['dpm2', lastButOne],
    'dpm2 a': ['dpm2_a', lastButOne],
    lms: 'lms',
    'dpm++ 2m': 'dpmpp_2m',
    'dpm++ 2m sde': 'dpmpp_2m_sde',
    'dpm++ 2m sde heun': ['dpmpp_2m_sde', midpoint],
    'dpm++ sde': 'dpmpp_sde',
    'dpm++ 2s a': 'dpmpp_2s_a',
    'dpm++ 3m sde': ['dpmpp_3m_sde', lastButOne],
    ddim: 'ddim',
    ddpm: 'ddpm',
    plms: 'plms',
    unipc: ['unipc', "A1111's is of order 3 with bh1, Reroll's of order 2 with bh2"],
    lcm: 'lcm',
    tcd: 'tcd',
  },
  // On a Stable Diffusion model Normal is Uniform there, and Polyexponential, with rho 1, is Exponential.
  schedules: {
    uniform: 'uniform',
    normal: 'uniform',
    karras: 'karras',
    exponential: 'exponential',
    polyexponential: 'exponential',
    'sgm uniform': 'sgm_uniform',
    sgmuniform: 'sgm_uniform',
    'kl optimal': 'kl_optimal',
    'align your steps': 'align_your_steps',
    simple: 'simple',
    ddim: 'ddim',
    beta: 'beta',
  },
  without: {
    samplers: [
      'dpm fast',
      'dpm adaptive',
      'restart',
      'ddim cfg++',
      'heunpp2',
      'ipndm',
      'ipndm_v',
      'deis',
      'euler cfg++',
      'euler a cfg++',
      'dpm++ 2s a cfg++',
      'dpm++ 2m cfg++',
    ],
    schedules: ['turbo', 'align your steps gits', 'align your steps 11', 'align your steps 32'],
  },
  implied: plainSchedule,
}

/** Without a word on it k-diffusion's samplers run evenly in time, DDIM and PLMS from timestep 1 on. */
function plainSchedule(sampler: SamplerId): ScheduleId | undefined {
  if (sampler === 'ddim' || sampler === 'plms') return 'ddim'
  return sampler === 'lcm' || sampler === 'tcd' || sampler === 'unipc' ? undefined : 'uniform'
}

/** The sampler's own choice in A1111 1.10 (`sd_samplers_kdiffusion.py`, option `scheduler`). */
const automatic: Partial<Record<SamplerId, ScheduleId>> = {
  dpm2: 'karras',
  dpm2_a: 'karras',
  dpmpp_2m: 'karras',
  dpmpp_sde: 'karras',
  dpmpp_2s_a: 'karras',
  dpmpp_2m_sde: 'exponential',
  dpmpp_3m_sde: 'exponential',
}

export const automaticSchedule = (sampler: SamplerId): ScheduleId | undefined =>
  automatic[sampler] ?? plainSchedule(sampler)
