import { describe, expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import type { Denoise } from '#engine/sampling/sampler.ts'
import { schedules } from '#engine/sampling/schedules.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import { perfect, run, sd } from './toy.ts'

describe('against the closed form: the flow from x at sigma ends at x / sqrt(1 + sigma^2)', () => {
  const start = Float32Array.of(-20, -3, 0, 0.5, 14, 40)
  // first-order solvers are off by about 1 / steps, the others by its square or better
  const error: Partial<Record<SamplerId, number>> = {
    euler: 3e-2,
    ddim: 3e-2,
    heun: 1e-3,
    dpm2: 1e-3,
    lms: 1e-3,
    dpmpp_2m: 1e-3,
    plms: 1e-3,
    unipc: 1e-3,
    // at eta 0 the stochastic ones follow the same flow
    euler_a: 3e-2,
    dpm2_a: 1e-3,
    dpmpp_2s_a: 1e-3,
    dpmpp_sde: 2e-3,
    dpmpp_2m_sde: 1e-3,
    dpmpp_3m_sde: 1e-3,
  }
  test.each(Object.entries(error) as [SamplerId, number][])('%s within %d', async (id, within) => {
    const sigmas = schedules.karras.sigmas(sd, 100)
    const exact = start.map(value => value / Math.hypot(1, sigmas[0]!))
    const out = await run(id, perfect, start, sigmas, { eta: 0 })
    for (const [i, value] of exact.entries())
      expect(Math.abs(out[i]! - value)).toBeLessThanOrEqual(within * Math.abs(value))
  })
  test.each(Object.keys(error) as SamplerId[])('%s comes closer with more steps', async id => {
    const off = async (steps: number) => {
      const sigmas = schedules.karras.sigmas(sd, steps)
      const out = await run(id, perfect, Float32Array.of(14), sigmas, { eta: 0 })
      return Math.abs(out[0]! - 14 / Math.hypot(1, sigmas[0]!))
    }
    expect(await off(80)).toBeLessThan(0.7 * (await off(20)))
  })
})

describe('against the closed form: noise ends as N(0, 1), whatever it was', () => {
  const n = 20_000
  const start = (sigma: number) =>
    normalSources
      .cpu(99)
      .normal(n)
      .map(value => value * Math.hypot(1, sigma))
  const product = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0) / n
  const secondOrder = ['dpm2_a', 'dpmpp_2s_a', 'dpmpp_sde', 'dpmpp_2m_sde', 'dpmpp_3m_sde'] as const

  test.each(secondOrder)('%s', async id => {
    const sigmas = schedules.karras.sigmas(sd, 80)
    const from = start(sigmas[0]!)
    const out = await run(id, perfect, from, sigmas)
    const mean = out.reduce((sum, value) => sum + value, 0) / n
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n))
    expect(Math.abs(product(out, out) - 1)).toBeLessThan(0.05)
    // fresh noise has washed out where it came from
    expect(Math.abs(product(out, from) / Math.hypot(1, sigmas[0]!))).toBeLessThan(0.1)
  })

  // first order: still off by about 1 / steps, but by how much follows from the linear steps themselves
  test.each(['euler_a', 'ddpm', 'ddim'] as const)(
    '%s at eta 1, to the variance that its steps compound to',
    async id => {
      const sigmas = schedules.karras.sigmas(sd, 80)
      let variance = 1 + sigmas[0]! ** 2
      for (let i = 0; i < 80; i++) {
        const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!]
        const kept = (next / sigma) ** 2
        variance = variance * (kept + (1 - kept) / (1 + sigma * sigma)) ** 2 + next * next * (1 - kept)
      }
      expect(Math.abs(variance - 1)).toBeLessThan(0.1)
      const out = await run(id, perfect, start(sigmas[0]!), sigmas, { eta: 1 })
      expect(Math.abs(product(out, out) / variance - 1)).toBeLessThan(6 * Math.sqrt(2 / n))
    },
  )

  test('lcm: with the perfect consistency function, exactly', async () => {
    const sigmas = schedules.sgm_uniform.sigmas(sd, 4)
    const consistent: Denoise = async (x, sigma) => x.map(value => value / Math.hypot(1, sigma))
    const out = await run('lcm', consistent, start(sigmas[0]!), sigmas)
    expect(Math.abs(product(out, out) - 1)).toBeLessThan(6 * Math.sqrt(2 / n))
  })

  test.each([0.3, 1])('tcd: gamma %d gives the variance that its two half-steps compound to', async gamma => {
    const sigmas = schedules.sgm_uniform.sigmas(sd, 4)
    let variance = 1 + sigmas[0]! ** 2
    for (let i = 0; i < 4; i++) {
      const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!]
      const down = next > 0 ? sd.sigmaOf(Math.floor((1 - gamma) * sd.timestepOf(next))) : sd.sigmaMin
      const gain = down / sigma + (1 - down / sigma) / (1 + sigma * sigma)
      variance = variance * gain * gain + (next > 0 ? next * next - down * down : 0)
    }
    variance /= 1 + sd.sigmaMin ** 2
    const out = await run('tcd', perfect, start(sigmas[0]!), sigmas, { eta: gamma })
    expect(Math.abs(product(out, out) / variance - 1)).toBeLessThan(6 * Math.sqrt(2 / n))
  })
})
