import { describe, expect, test } from 'vitest'
import { type NoiseLevels, sigmaOfFlow } from '#engine/sampling/noise-levels.ts'
import type { Denoise } from '#engine/sampling/sampler.ts'
import { samplers } from '#engine/sampling/samplers.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import { golden, relativeError } from '../golden/golden.ts'
import { levelsOf, stableDiffusion } from './stable-diffusion.ts'

const tolerance = 2e-5

/** The toy model of the golden files: depends on x and on time, and is far from linear. */
const toyModel =
  (levels: NoiseLevels, timestepOf = levels.timestepOf): Denoise =>
  async (x, sigma) => {
    const t = timestepOf(sigma)
    const raw = levels
      .modelInput(x, sigma)
      .map(value => (0.5 * Math.tanh(value) * t) / (t + 300) - 0.1 * value)
    return levels.toDenoised(raw, x, sigma)
  }

/**
 * One run, with x as it stands after every step. diffusers keeps x on the model's own scale for some schedulers
 * (`scaled`), on the variance-exploding scale for others.
 */
async function trace(
  id: SamplerId,
  levels: NoiseLevels,
  denoise: Denoise,
  start: Float32Array,
  sigmas: number[],
  { eta, noise, scaled }: { eta?: number | undefined; noise: () => Float32Array; scaled: boolean },
): Promise<Float32Array[]> {
  const steps: Float32Array[] = []
  const last = await samplers[id].run(denoise, start, sigmas, {
    levels,
    noise,
    eta,
    onStep: ({ step, x, sigma }) => {
      if (step > 1) steps.push(scaled ? levels.modelInput(x, sigma) : x)
    },
  })
  return [...steps, last]
}

const at = (x: Float32Array, spots: readonly number[]) => spots.map(i => x[i]!)

describe('golden runs of diffusers, at the sigmas or timesteps that they recorded', () => {
  type Run = {
    config: { prediction_type?: string }
    init_noise_sigma: number
    timesteps: number[]
    sigmas: number[] | null
    trace_at_0_101_333_767_and_absmean: number[][]
  }
  const runs = golden<Record<string, Run>>('scheduler_golden.json')
  // deis and dpm_single have no row here
  const rows: Record<string, [SamplerId, string]> = {
    ddim: ['ddim', 'DDIMScheduler'],
    pndm_skip_prk: ['plms', 'PNDMScheduler'],
    euler: ['euler', 'EulerDiscreteScheduler'],
    euler_karras: ['euler', 'EulerDiscreteScheduler'],
    euler_trailing: ['euler', 'EulerDiscreteScheduler'],
    dpmpp_2m: ['dpmpp_2m', 'DPMSolverMultistepScheduler'],
    dpmpp_2m_karras: ['dpmpp_2m', 'DPMSolverMultistepScheduler'],
    unipc: ['unipc', 'UniPCMultistepScheduler'],
    heun: ['heun', 'HeunDiscreteScheduler'],
    lms: ['lms', 'LMSDiscreteScheduler'],
    kdpm2: ['dpm2', 'KDPM2DiscreteScheduler'],
    lcm: ['lcm', 'LCMScheduler'],
    tcd: ['tcd', 'TCDScheduler'],
    euler_a: ['euler_a', 'EulerAncestralDiscreteScheduler'],
    ddpm: ['ddpm', 'DDPMScheduler'],
    flow_match_euler: ['euler', 'FlowMatchEulerDiscreteScheduler'],
  }
  // (4, 3, 8, 8) values from arange(768) laid out as (3, 8, 8, 4)
  const permuted = Float32Array.from({ length: 768 }, (_, i) => ((i % 192) * 4 + Math.floor(i / 192)) / 768)
  // the same, flipped over the batch
  const flipped = Float32Array.from(
    { length: 768 },
    (_, i) => ((i % 192) * 4 + 3 - Math.floor(i / 192)) / 768 - 0.5,
  )
  const distinct = (values: number[]) => values.filter((value, i) => value !== values[i - 1])

  const expressible = Object.entries(runs).filter(([name]) => name.split('/')[0]! in rows)
  test('there are 84 of them that a row can express', () => {
    expect(expressible.length).toBe(84)
  })
  test.each(expressible)('%s', async (name, run) => {
    const kind = name.split('/')[0]!
    const [id, _class_name] = rows[kind]!
    const levels = levelsOf({ _class_name, ...run.config })
    const sigmas = run.sigmas
      ? distinct(run.sigmas).map(sigma => (levels.flow ? sigmaOfFlow(sigma) : sigma))
      : [...distinct(run.timesteps).map(levels.sigmaOf), 0]
    const scaled = run.init_noise_sigma === 1
    const scale = scaled ? 1 / levels.inputScale(sigmas[0]!) : run.init_noise_sigma
    const steps = await trace(
      id,
      levels,
      // diffusers' DPM-Solver rounds the times of Karras sigmas
      toyModel(levels, sigma => (kind === 'dpmpp_2m_karras' ? Math.round : Number)(levels.timestepOf(sigma))),
      permuted.map(value => value * scale),
      sigmas,
      { noise: () => flipped, scaled },
    )
    const expected = run.trace_at_0_101_333_767_and_absmean
    // the first try of PLMS, and the first of two calls of the solvers that make two, are no steps of the schedule
    const whole = expected.filter((_, call) => {
      if (kind === 'pndm_skip_prk') return call > 0
      return !['heun', 'kdpm2'].includes(kind) || call % 2 === 1 || call === expected.length - 1
    })
    expect(steps.length).toBe(whole.length)
    for (const [i, x] of steps.entries()) {
      const mean = x.reduce((sum, value) => sum + Math.abs(value), 0) / x.length
      expect(relativeError([...at(x, [0, 101, 333, 767]), mean], whole[i]!), `step ${i + 1}`).toBeLessThan(
        tolerance,
      )
    }
  })
})

const given = golden<{
  spots: number[]
  k_runs: {
    sampler: SamplerId
    eta: number | null
    sigmas: number[]
    trace: number[][]
    noise_calls: number
  }[]
  diffusers_runs: {
    sampler: SamplerId
    config: { _class_name: string; timestep_spacing?: string }
    steps: number
    eta: number | null
    timesteps: number[]
    sigmas: number[] | null
    trace: number[][]
    noise_calls: number
  }[]
}>('sampling_golden.json')
const start = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * 0.37 + 0.5))

/** The noise of the golden files: a wave that moves on with every call. */
function waves() {
  let calls = 0
  return () => {
    calls++
    return Float32Array.from({ length: 64 }, (_, i) => Math.SQRT2 * Math.sin(i * 0.7 + calls * 1.3))
  }
}

describe('runs of k-diffusion, every step', () => {
  const denoise: Denoise = async (x, sigma) =>
    x.map(value => Math.tanh(value / (1 + sigma)) + 0.1 * Math.sin((3 * value) / (1 + sigma)))
  test.each(
    given.k_runs.map(
      run => [samplers[run.sampler].twin, run.sigmas.length - 1, run.eta ?? 'its own', run] as const,
    ),
  )('%s, %d steps, eta %s', async (_, __, ___, run) => {
    let draws = 0
    const wave = waves()
    const noise = () => {
      draws++
      return wave()
    }
    const scaled = start.map(value => value * run.sigmas[0]!)
    const options = { eta: run.eta ?? undefined, noise, scaled: false }
    const steps = await trace(run.sampler, levelsOf(stableDiffusion), denoise, scaled, run.sigmas, options)
    expect(steps.length).toBe(run.trace.length)
    for (const [i, x] of steps.entries())
      expect(relativeError(at(x, given.spots), run.trace[i]!), `step ${i + 1}`).toBeLessThan(tolerance)
    // k-diffusion multiplies some draws by zero, where we do not draw
    if (run.eta === null) expect(draws).toBe(run.noise_calls)
  })
})

describe('runs of diffusers, every step', () => {
  test.each(
    given.diffusers_runs.map(run => [run.config._class_name, run.steps, run.eta ?? 'its own', run] as const),
  )('%s, %d steps, eta %s', async (_, __, ___, run) => {
    const levels = levelsOf(run.config)
    const exploding = /Euler(Ancestral)?Discrete/.test(run.config._class_name) && !levels.flow
    const timesteps = run.timesteps.filter((t, i) => t !== run.timesteps[i - 1])
    const sigmas = run.sigmas
      ? run.sigmas.map(sigma => (levels.flow ? sigmaOfFlow(sigma) : sigma))
      : [...timesteps.map(levels.sigmaOf), 0]
    const first = sigmas[0]!
    const leading = run.config.timestep_spacing === 'leading'
    const scale = exploding ? (leading ? Math.hypot(first, 1) : first) : 1 / levels.inputScale(first)
    const steps = await trace(
      run.sampler,
      levels,
      toyModel(levels),
      start.map(value => value * scale),
      sigmas,
      { eta: run.eta ?? undefined, noise: waves(), scaled: !exploding },
    )
    // PLMS takes its first step twice; the first try is not a step of the schedule
    const expected = run.sampler === 'plms' && run.steps > 1 ? run.trace.slice(1) : run.trace
    expect(steps.length).toBe(expected.length)
    for (const [i, x] of steps.entries())
      expect(relativeError(at(x, given.spots), expected[i]!), `step ${i + 1}`).toBeLessThan(tolerance)
  })
})
