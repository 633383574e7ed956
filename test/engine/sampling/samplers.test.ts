import { describe, expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import type { NoiseLevels } from '#engine/sampling/noise-levels.ts'
import type { Denoise } from '#engine/sampling/sampler.ts'
import { samplers } from '#engine/sampling/samplers.ts'
import { schedules } from '#engine/sampling/schedules.ts'
import { drawsNoise, type SamplerId, samplerNames } from '#shared/sampler-names.ts'
import { type ScheduleId, scheduleNames } from '#shared/schedule-names.ts'
import { levelsOf, models, stableDiffusion } from './stable-diffusion.ts'
import { bent, run, sd } from './toy.ts'

const ids = Object.keys(samplers) as SamplerId[]
const scheduleIds = Object.keys(schedules) as ScheduleId[]

test('every sampler has a row under its own name', () => {
  expect(ids).toEqual(Object.keys(samplerNames))
})

test('the window knows which of them draw noise', () => {
  expect(ids.filter(id => samplers[id].stochastic)).toEqual([...drawsNoise])
})

test('the seed of the noise decides: same seed same latent, other seed another', async () => {
  const sigmas = schedules.karras.sigmas(sd, 8)
  const from = normalSources
    .cpu(99)
    .normal(64)
    .map(value => value * sigmas[0]!)
  for (const id of ids) {
    const [a, b, c] = [
      await run(id, bent, from, sigmas),
      await run(id, bent, from, sigmas),
      await run(id, bent, from, sigmas, { seed: 2 }),
    ]
    expect(a).toEqual(b)
    if (samplers[id].stochastic) expect(a).not.toEqual(c)
    else expect(a).toEqual(c)
  }
})

test('no two samplers give the same latent from the same seed', async () => {
  const sigmas = schedules.normal.sigmas(levelsOf(stableDiffusion), 10)
  const noise = normalSources.cpu(3).normal(64)
  const outs = await Promise.all(
    ids.map(id => {
      const scale = samplers[id].initialScale(sd, sigmas[0]!)
      const levels = levelsOf(stableDiffusion)
      return run(
        id,
        bent,
        noise.map(value => value * scale),
        sigmas,
        { levels },
      )
    }),
  )
  for (const [i, a] of outs.entries())
    for (const [j, b] of outs.slice(0, i).entries()) {
      const apart = Math.max(...a.map((value, k) => Math.abs(value - b[k]!)))
      // far above float32 rounding; DDPM and Euler a differ by their starts alone
      expect(apart, `${ids[i]} and ${ids[j]}`).toBeGreaterThan(1e-4)
    }
})

describe.each(ids)('%s', id => {
  const row = samplers[id]
  const start = (levels: NoiseLevels, sigma: number) => {
    const scale = row.initialScale(levels, sigma)
    return normalSources
      .cpu(5)
      .normal(16)
      .map(value => value * scale)
  }

  test('names its twin', () => {
    expect(row.twin).toMatch(/^(k-diffusion sample_\w+|diffusers \w+Scheduler)/)
    expect(Object.keys(scheduleNames)).toContain(row.defaultSchedule)
  })

  test.each(Object.entries(models))(
    'is finite on every schedule, from 1 to 150 steps: %s',
    async (_, levels) => {
      const model: Denoise = async (x, sigma) => {
        const raw = levels.modelInput(x, sigma).map(value => 0.5 * Math.tanh(value) - 0.1 * value)
        return levels.toDenoised(raw, x, sigma)
      }
      for (const schedule of scheduleIds)
        for (const steps of [1, 2, 3, 10, 150]) {
          const sigmas = schedules[schedule].sigmas(levels, steps)
          const out = await run(id, model, start(levels, sigmas[0]!), sigmas, { levels })
          expect(out.every(Number.isFinite), `${schedule}, ${steps} steps`).toBe(true)
        }
    },
  )

  test('can start in the middle of a schedule, and eta may be anything from 0 to 1', async () => {
    const sigmas = schedules.karras.sigmas(sd, 12).slice(7)
    for (const eta of [0, 0.5, 1]) {
      const out = await run(id, bent, start(sd, sigmas[0]!), sigmas, { eta })
      expect(out.every(Number.isFinite)).toBe(true)
    }
    const nothingLeft = start(sd, 1)
    expect(await run(id, bent, nothingLeft, [0])).toEqual(nothingLeft)
  })

  test('reports every step once, before x moves, and leaves the start alone', async () => {
    const sigmas = schedules.karras.sigmas(sd, 6)
    const from = start(sd, sigmas[0]!)
    const copy = from.slice()
    const seen: { step: number; of: number; sigma: number }[] = []
    await run(id, bent, from, sigmas, {
      onStep: async ({ step, of, sigma, x, denoised }) => {
        seen.push({ step, of, sigma })
        if (step === 1) expect(x).toEqual(copy)
        expect(denoised).toEqual(await bent(x, sigma))
      },
    })
    expect(seen).toEqual(sigmas.slice(0, -1).map((sigma, i) => ({ step: i + 1, of: 6, sigma })))
    expect(from).toEqual(copy)
  })

  test('calls the model as often as its row says', async () => {
    let calls = 0
    const sigmas = schedules.karras.sigmas(sd, 20)
    const counting: Denoise = (x, sigma) => {
      calls++
      expect(sigma).toBeGreaterThan(0)
      return bent(x, sigma)
    }
    await run(id, counting, start(sd, sigmas[0]!), sigmas)
    // the last of two-call steps has no second end to look at; PLMS looks twice at its first
    expect(calls).toBe(row.callsPerStep * 20 + (id === 'plms' ? 1 : 1 - row.callsPerStep))
  })

  test('stops at once when the model throws', async () => {
    const sigmas = schedules.karras.sigmas(sd, 6)
    for (const failing of [1, 2, 4]) {
      let calls = 0
      const error = new Error('cancelled')
      const cancelled: Denoise = (x, sigma) => {
        calls++
        return calls === failing ? Promise.reject(error) : bent(x, sigma)
      }
      await expect(run(id, cancelled, start(sd, sigmas[0]!), sigmas)).rejects.toBe(error)
      expect(calls).toBe(failing)
    }
  })

  test('waits for the listener, and stops when it throws', async () => {
    const error = new Error('cancelled')
    let steps = 0
    const onStep = async () => {
      await Promise.resolve()
      steps++
      if (steps === 2) throw error
    }
    const sigmas = schedules.karras.sigmas(sd, 6)
    await expect(run(id, bent, start(sd, sigmas[0]!), sigmas, { onStep })).rejects.toBe(error)
    expect(steps).toBe(2)
  })
})

test('k-diffusion rows start from noise alone, diffusers rows from a latent of the model’s variance', () => {
  const flow = models['rectified flow']
  for (const id of ids) {
    const { twin, initialScale } = samplers[id]
    expect(initialScale(sd, 10)).toBeCloseTo(twin.startsWith('k-diffusion') ? 10 : Math.sqrt(101), 9)
    // pure noise at the model's border
    const sigma = flow.sigmaMax
    expect(initialScale(flow, sigma) * flow.inputScale(sigma)).toBeCloseTo(1, 9)
  }
})

test('DPM++ SDE draws its two noises of a step along one path', async () => {
  const asked: [number, number][] = []
  const sigmas = schedules.karras.sigmas(sd, 3)
  const noise = (from: number, to: number) => {
    asked.push([from, to])
    return new Float32Array(4)
  }
  await samplers.dpmpp_sde.run(bent, new Float32Array(4), sigmas, { levels: sd, noise })
  const [a, b, c] = sigmas as [number, number, number]
  expect(asked).toEqual([
    [a, Math.sqrt(a * b)],
    [a, b],
    [b, Math.sqrt(b * c)],
    [b, c],
  ])
})

test('clip_sample holds the predictions of DDIM, DDPM and LCM', async () => {
  const levels = levelsOf({ _class_name: 'DDIMScheduler', clip_sample_range: 0.25 })
  const sigmas = schedules.uniform.sigmas(levels, 10)
  for (const id of ['ddim', 'ddpm', 'lcm'] as const) {
    const out = await run(id, async x => x.map(() => 3), new Float32Array(4).fill(sigmas[0]!), sigmas, {
      levels,
    })
    for (const value of out) expect(value).toBeCloseTo(0.25, 1)
  }
})
