import type { Vocabulary } from './vocabulary.ts'

/** Class names, which tools around diffusers write where others write a sampler. */
export const diffusers: Vocabulary = {
  samplers: {
    eulerdiscretescheduler: 'euler',
    eulerancestraldiscretescheduler: 'euler_a',
    heundiscretescheduler: 'heun',
    kdpm2discretescheduler: 'dpm2',
    kdpm2ancestraldiscretescheduler: 'dpm2_a',
    lmsdiscretescheduler: 'lms',
    dpmsolvermultistepscheduler: 'dpmpp_2m',
    dpmsolversdescheduler: 'dpmpp_sde',
    ddimscheduler: 'ddim',
    ddpmscheduler: 'ddpm',
    pndmscheduler: 'plms',
    unipcmultistepscheduler: 'unipc',
    lcmscheduler: 'lcm',
    tcdscheduler: 'tcd',
  },
  schedules: {},
  without: {
    samplers: [
      'dpmsolversinglestepscheduler',
      'deismultistepscheduler',
      'edmeulerscheduler',
      'edmdpmsolvermultistepscheduler',
      'sasolverscheduler',
      'flowmatcheulerdiscretescheduler',
    ],
    schedules: [],
  },
  implied: () => 'normal',
}
