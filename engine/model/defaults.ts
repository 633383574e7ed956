import type { SamplerId } from '#shared/sampler-names.ts'
import type { ScheduleId } from '#shared/schedule-names.ts'
import type { ModelFolder } from './folder.ts'
import type { SizeRule } from './size.ts'

export type Defaults = {
  steps: number
  guidance: number
  sampler: SamplerId
  schedule: ScheduleId
  width: number
  height: number
}

/** The sampler that the folder's own scheduler class names. */
const samplerOf: Record<string, SamplerId> = {
  DDIMScheduler: 'ddim',
  DDPMScheduler: 'ddpm',
  PNDMScheduler: 'plms',
  LMSDiscreteScheduler: 'lms',
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler_a',
  HeunDiscreteScheduler: 'heun',
  KDPM2DiscreteScheduler: 'dpm2',
  KDPM2AncestralDiscreteScheduler: 'dpm2_a',
  DPMSolverMultistepScheduler: 'dpmpp_2m',
  DPMSolverSinglestepScheduler: 'dpmpp_2m',
  DPMSolverSDEScheduler: 'dpmpp_sde',
  UniPCMultistepScheduler: 'unipc',
  LCMScheduler: 'lcm',
  TCDScheduler: 'tcd',
  FlowMatchEulerDiscreteScheduler: 'euler',
}

type Kind = { when: (model: ModelFolder) => boolean; steps: number; guidance: number }

/** First match wins. Steps and guidance as the makers of each kind recommend them. */
const kinds: readonly Kind[] = [
  {
    when: ({ scheduler, unet }) => scheduler.className === 'LCMScheduler' || !!unet.time_cond_proj_dim,
    steps: 6,
    guidance: 1.5,
  },
  {
    when: ({ id, scheduler }) => /turbo|lightning|hyper/i.test(id) && scheduler.spacing === 'trailing',
    steps: 4,
    guidance: 0,
  },
  { when: ({ className }) => /XL/.test(className), steps: 30, guidance: 6 },
  { when: () => true, steps: 20, guidance: 7.5 },
]

/** What a request leaves out: the manifest's quality preset first, then what the scheduler's class tells. */
export function defaultsOf(model: ModelFolder, { native }: SizeRule): Defaults {
  const { steps, guidance } = kinds.find(({ when }) => when(model))!
  const { scheduler } = model
  const preset = model.studio?.presets.quality
  return {
    steps: preset?.steps ?? steps,
    guidance: preset?.guidance ?? guidance,
    sampler: preset?.sampler ?? samplerOf[scheduler.className] ?? 'dpmpp_2m',
    schedule: preset?.schedule ?? scheduler.ramp ?? 'normal',
    height: native[0],
    width: native[1],
  }
}
