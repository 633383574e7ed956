import { describe, expect, test } from 'vitest'
import { golden, relativeError } from '../golden/golden.ts'
import { levelsOf, models, stableDiffusion } from './stable-diffusion.ts'

type Golden = {
  spots: number[]
  levels: {
    config: object
    count: number
    spots: number[]
    sigmas: number[]
    probes: number[]
    timesteps: number[]
  }[]
  predictions: { config: object; sigma: number; timestep: number; scaled: number[]; clean: number[] }[]
}
const { spots, levels, predictions } = golden<Golden>('schedule_golden.json')

const name = (config: object) => JSON.stringify(config).slice(0, 120)

describe('against diffusers EulerDiscreteScheduler', () => {
  test.each(levels.map(run => [name(run.config), run] as const))('sigmas of %s', (_, run) => {
    const { sigmas } = levelsOf(run.config)
    expect(sigmas.length).toBe(run.count)
    // float32 cumulative products there, double here
    for (const [i, spot] of run.spots.entries())
      expect(Math.abs(sigmas[spot]! / run.sigmas[i]! - 1)).toBeLessThan(3e-5)
  })
  test.each(predictions.map(run => [name(run.config).slice(90), run.timestep, run] as const))(
    'input and clean latent of %s at %d',
    (_, timestep, run) => {
      const own = levelsOf(run.config)
      const x = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * 0.37 + 0.5) * run.sigma)
      const raw = Float32Array.from({ length: 64 }, (_, i) => Math.cos(i * 0.21))
      const at = (values: Float32Array) => spots.map(i => values[i]!)
      expect(own.timestepOf(run.sigma)).toBeCloseTo(timestep, 2)
      expect(relativeError(at(own.modelInput(x, run.sigma)), run.scaled)).toBeLessThan(1e-6)
      expect(relativeError(at(own.toDenoised(raw, x, run.sigma)), run.clean)).toBeLessThan(1e-5)
    },
  )
})

test.each(levels.map(run => [name(run.config), run] as const))(
  'times between levels as k-diffusion sigma_to_t: %s',
  (_, run) => {
    const own = levelsOf(run.config)
    for (const [i, sigma] of run.probes.entries())
      expect(Math.abs(own.timestepOf(sigma) - run.timesteps[i]!)).toBeLessThan(1e-4 * run.count)
  },
)

test('the range of Stable Diffusion is the one that other programs print', () => {
  const { sigmaMin, sigmaMax } = levelsOf(stableDiffusion)
  expect(sigmaMin).toBeCloseTo(0.0292, 4)
  expect(sigmaMax).toBeCloseTo(14.6146, 4)
})

test('zero terminal SNR ends at sigma 4096, in signal 2^-24', () => {
  expect(models['v-prediction with zero terminal SNR'].sigmaMax).toBeCloseTo(4096, 3)
})

test('zero terminal SNR stays in order where the level before is beyond 4096 already', () => {
  const { sigmas } = levelsOf({ _class_name: 'DDIMScheduler', rescale_betas_zero_snr: true })
  expect(sigmas.at(-2)).toBeGreaterThan(4096)
  expect(sigmas.at(-1)).toBeGreaterThan(sigmas.at(-2)!)
})

test('set_alpha_to_one says where DDIM-like samplers stop', () => {
  const { sigmaMin, finalSigma } = levelsOf(stableDiffusion)
  expect(finalSigma).toBe(sigmaMin)
  expect(levelsOf({ ...stableDiffusion, set_alpha_to_one: true }).finalSigma).toBe(0)
})

describe.each(Object.entries(models))('%s', (_, own) => {
  test('levels rise and stay finite', () => {
    expect(own.sigmas.every((sigma, i) => Number.isFinite(sigma) && sigma > (own.sigmas[i - 1] ?? 0))).toBe(
      true,
    )
  })
  test('every trained level is told to the model as it was trained', () => {
    for (const [i, sigma] of own.sigmas.entries()) {
      expect(own.timestepOf(sigma)).toBeCloseTo(own.timesteps[i]!, 6)
      expect(own.sigmaAt(i)).toBeCloseTo(sigma, 9)
    }
  })
  test('sigmaOf is the inverse of timestepOf, between levels too', () => {
    for (const share of [0.013, 0.25, 0.618, 0.99]) {
      const sigma = own.sigmaMin * (own.sigmaMax / own.sigmaMin) ** share
      expect(own.sigmaOf(own.timestepOf(sigma)) / sigma).toBeCloseTo(1, 6)
    }
  })
  test('times are clamped to the trained range', () => {
    expect(own.timestepOf(own.sigmaMax * 2)).toBeCloseTo(own.timesteps.at(-1)!, 6)
    if (!own.flow) expect(own.timestepOf(own.sigmaMin / 2)).toBe(own.timesteps[0])
  })
})

test('a flow model mixes linearly: its input is (1 - s) x0 + s noise, its output noise - x0', () => {
  const flow = models['rectified flow']
  const [clean, noise, sigma] = [0.3, -1.7, 2.5]
  const s = sigma / (1 + sigma)
  const x = Float32Array.of(clean + sigma * noise)
  expect(flow.modelInput(x, sigma)[0]).toBeCloseTo((1 - s) * clean + s * noise, 6)
  expect(flow.timestepOf(sigma)).toBeCloseTo(s * 1000, 9)
  expect(flow.toDenoised(Float32Array.of(noise - clean), x, sigma)[0]).toBeCloseTo(clean, 6)
})

test('impossible betas are the model file being broken', () => {
  for (const trained_betas of [
    [0.1, 0, 0.1],
    [0.1, 1],
    [0.1, -0.2],
    [0.5, 2],
  ])
    expect(() => levelsOf({ _class_name: 'DDIMScheduler', trained_betas })).toThrow(/between 0 and 1/)
})
