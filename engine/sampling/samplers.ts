import type { SamplerId } from '#shared/sampler-names.ts'
import type { ScheduleId } from '#shared/schedule-names.ts'
import type { NoiseLevels } from './noise-levels.ts'
import type { Sampler } from './sampler.ts'
import { ddim } from './samplers/ddim.ts'
import { ddpm } from './samplers/ddpm.ts'
import { dpm2, dpm2Ancestral } from './samplers/dpm2.ts'
import { dpmpp2m } from './samplers/dpmpp-2m.ts'
import { dpmpp2sAncestral } from './samplers/dpmpp-2s.ts'
import { dpmpp2mSde, dpmpp3mSde, dpmppSde } from './samplers/dpmpp-sde.ts'
import { euler, eulerAncestral } from './samplers/euler.ts'
import { heun } from './samplers/heun.ts'
import { lcm } from './samplers/lcm.ts'
import { lms } from './samplers/lms.ts'
import { plms } from './samplers/plms.ts'
import { tcd } from './samplers/tcd.ts'
import { unipc } from './samplers/unipc.ts'

export type SamplerRow = {
  run: Sampler
  /** The program and function whose numbers this row gives. */
  twin: string
  /** Model calls for each step of a long run; the last step may need fewer, the first of PLMS one more. */
  callsPerStep: number
  /** Whether it draws noise on the way at its own default eta. */
  stochastic: boolean
  /** What unit noise is multiplied with to start at sigma `first`. */
  initialScale(levels: NoiseLevels, first: number): number
  defaultSchedule: ScheduleId
}

/** k-diffusion starts from noise alone; a flow model's own start is pure noise on its own scale, (1 + sigma) on ours. */
const exploding = (levels: NoiseLevels, first: number) => (levels.flow ? 1 + first : first)
/** diffusers' variance-preserving schedulers start from unit noise on the model's own scale. */
const preserving = (levels: NoiseLevels, first: number) => 1 / levels.inputScale(first)

const kDiffusion = { stochastic: false, initialScale: exploding, callsPerStep: 1 }
const diffusers = {
  stochastic: false,
  initialScale: preserving,
  callsPerStep: 1,
  defaultSchedule: 'normal' as const,
}

/** DDIM at eta 0 and DDPM are Euler and Euler a in exact arithmetic; they differ from them in how they start and end. */
export const samplers = {
  euler: { ...kDiffusion, run: euler, twin: 'k-diffusion sample_euler', defaultSchedule: 'normal' },
  euler_a: {
    ...kDiffusion,
    run: eulerAncestral,
    twin: 'k-diffusion sample_euler_ancestral',
    stochastic: true,
    defaultSchedule: 'normal',
  },
  heun: {
    ...kDiffusion,
    run: heun,
    twin: 'k-diffusion sample_heun',
    callsPerStep: 2,
    defaultSchedule: 'karras',
  },
  dpm2: {
    ...kDiffusion,
    run: dpm2,
    twin: 'k-diffusion sample_dpm_2',
    callsPerStep: 2,
    defaultSchedule: 'karras',
  },
  dpm2_a: {
    ...kDiffusion,
    run: dpm2Ancestral,
    twin: 'k-diffusion sample_dpm_2_ancestral',
    callsPerStep: 2,
    stochastic: true,
    defaultSchedule: 'karras',
  },
  lms: { ...kDiffusion, run: lms, twin: 'k-diffusion sample_lms', defaultSchedule: 'karras' },
  dpmpp_2m: { ...kDiffusion, run: dpmpp2m, twin: 'k-diffusion sample_dpmpp_2m', defaultSchedule: 'karras' },
  dpmpp_2m_sde: {
    ...kDiffusion,
    run: dpmpp2mSde,
    twin: 'k-diffusion sample_dpmpp_2m_sde (midpoint)',
    stochastic: true,
    defaultSchedule: 'exponential',
  },
  dpmpp_sde: {
    ...kDiffusion,
    run: dpmppSde,
    twin: 'k-diffusion sample_dpmpp_sde',
    callsPerStep: 2,
    stochastic: true,
    defaultSchedule: 'karras',
  },
  dpmpp_2s_a: {
    ...kDiffusion,
    run: dpmpp2sAncestral,
    twin: 'k-diffusion sample_dpmpp_2s_ancestral',
    callsPerStep: 2,
    stochastic: true,
    defaultSchedule: 'karras',
  },
  dpmpp_3m_sde: {
    ...kDiffusion,
    run: dpmpp3mSde,
    twin: 'k-diffusion sample_dpmpp_3m_sde',
    stochastic: true,
    defaultSchedule: 'exponential',
  },
  ddim: { ...diffusers, run: ddim, twin: 'diffusers DDIMScheduler' },
  ddpm: { ...diffusers, run: ddpm, twin: 'diffusers DDPMScheduler', stochastic: true },
  plms: { ...diffusers, run: plms, twin: 'diffusers PNDMScheduler (skip_prk_steps)' },
  unipc: { ...diffusers, run: unipc, twin: 'diffusers UniPCMultistepScheduler (order 2, bh2)' },
  lcm: {
    ...diffusers,
    run: lcm,
    twin: 'diffusers LCMScheduler',
    stochastic: true,
    defaultSchedule: 'sgm_uniform',
  },
  tcd: {
    ...diffusers,
    run: tcd,
    twin: 'diffusers TCDScheduler',
    stochastic: true,
    defaultSchedule: 'sgm_uniform',
  },
} satisfies Record<SamplerId, SamplerRow>
