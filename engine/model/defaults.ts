import type { SamplerId } from '#shared/sampler-names.ts'
import type { ScheduleId } from '#shared/schedule-names.ts'
import { familyOf } from './families.ts'
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

/** What a request leaves out: the manifest's quality preset first, then what the folder's family is made for. */
export function defaultsOf(model: ModelFolder, { native, only }: SizeRule): Defaults {
  const [height, width] = only ?? native
  const { scheduler } = model
  const family = familyOf(model)
  const preset = model.studio?.presets.quality
  // A distilled model whose scheduler already takes the few steps that it knows is left to it.
  const schedule = scheduler.spacing === 'trailing' || scheduler.distilled ? undefined : family.schedule
  return {
    steps: preset?.steps ?? family.steps,
    guidance: preset?.guidance ?? family.guidance,
    sampler: preset?.sampler ?? family.sampler ?? samplerOf[scheduler.className] ?? 'dpmpp_2m',
    schedule: preset?.schedule ?? schedule ?? scheduler.ramp ?? 'normal',
    height,
    width,
  }
}
