import { describe, expect, test } from 'vitest'
import { type Hold, holding } from '#engine/conditions/hold.ts'
import type { WalkStart } from '#engine/conditions/start-of-walk.ts'
import { walk } from '#engine/pipeline/walk.ts'
import { samplerNoise, startNoise } from '#engine/random/start-noise.ts'
import type { Latent } from '#engine/sampling/sampler.ts'
import { samplers } from '#engine/sampling/samplers.ts'
import { schedules } from '#engine/sampling/schedules.ts'
import { settingsAt } from '#shared/moments.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import { models } from '../sampling/stable-diffusion.ts'
import { dims, settingsOf, steps } from '../trajectory/fake-walk.ts'

const levels = models['Stable Diffusion']
const size = dims[0] * dims[1] * dims[2]
const area = dims[1] * dims[2]
const image = Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.7))

/** Cell i is free in the last `free(i)` steps. */
const startOf = (free: (cell: number) => number, latent = image): WalkStart => {
  const frees = Array.from({ length: area }, (_, i) => free(i))
  const first = steps - Math.max(...frees) + 1
  const holdAt = (step: number): Hold => ({
    latent,
    cells: Uint8Array.from(frees, f => (step <= steps - f ? 1 : 0)),
  })
  return { first, holdAt }
}

async function walked(
  sampler: SamplerId,
  start?: WalkStart,
  more: { replay?: Latent[]; edited?: boolean } = {},
) {
  const settings = settingsOf({ sampler })
  const noise = samplerNoise(size)
  const predictions: Latent[] = []
  const told: { step: number; sigma: number; x: Latent; denoised: Latent }[] = []
  let asked = 0
  const latent = await walk({
    settings,
    levels,
    sigmas: schedules.normal.sigmas(levels, steps),
    denoiserAt: () => async (x, sigma) => {
      asked++
      return x.map((value, i) => Math.tanh(value / (1 + sigma)) + Math.cos(i + sigma))
    },
    startAt: step => startNoise(settingsAt(settings, step), dims),
    noiseAt: (step, n) => noise(settingsAt(settings, step), n),
    editAt: step => (more.edited && step > 4 ? (_, x) => x.map(value => value + 1) : null),
    start,
    onStep: ({ step, sigma, x, denoised }) => {
      told.push({ step, sigma, x: x.slice(), denoised: denoised.slice() })
    },
    onPrediction: ({ denoised }) => void predictions.push(denoised.slice()),
    replay: more.replay,
  })
  return { latent, told, predictions, asked }
}

const ids = Object.keys(samplers) as SamplerId[]
const gradual = startOf(cell => cell % 6)

describe.each(ids)('%s', sampler => {
  test('ends with what was held throughout as it was, bit for bit, edited on the way or not', async () => {
    for (const edited of [false, true]) {
      const { latent } = await walked(sampler, gradual, { edited })
      expect(latent.every(Number.isFinite)).toBe(true)
      for (let i = 0; i < size; i++) {
        if ((i % area) % 6 === 0) expect(latent[i]).toBe(image[i])
        else expect(latent[i]).not.toBe(image[i])
      }
    }
  })

  test('begins with the first step in which a cell is free, and predicts the image where it is not', async () => {
    const { told } = await walked(sampler, gradual)
    expect(told.map(({ step }) => step)).toEqual([3, 4, 5, 6, 7])
    for (const { step, denoised } of told)
      for (let i = 0; i < size; i++) if (step <= steps - ((i % area) % 6)) expect(denoised[i]).toBe(image[i])
  })

  test('is the walk without an image where every cell is free from the first step on', async () => {
    const plain = await walked(sampler)
    expect(
      (
        await walked(
          sampler,
          startOf(() => steps),
        )
      ).latent,
    ).toEqual(plain.latent)
  })

  test('taken up again at any prediction it ends in the same bits', async () => {
    const whole = await walked(sampler, gradual)
    for (let k = 0; k <= whole.predictions.length; k++) {
      const again = await walked(sampler, gradual, { replay: whole.predictions.slice(0, k) })
      expect(again.latent).toEqual(whole.latent)
      expect(again.asked).toBe(whole.asked - k)
    }
  })
})

test('noise lies over the image when drawing begins late', async () => {
  const { told } = await walked('euler', gradual)
  const { x, sigma } = told[0]!
  const noise = startNoise(settingsOf({}), dims)
  for (let i = 0; i < size; i++) expect(x[i]).toBeCloseTo(image[i]! + sigma * noise[i]!, 5)
})

test('nothing is asked of the model when no cell is ever free', async () => {
  const { latent, asked } = await walked(
    'euler',
    startOf(() => 0),
  )
  expect(asked).toBe(0)
  expect([...latent]).toEqual([...image])
})

test('one image is held in every picture of a batch', () => {
  const hold = { latent: Float32Array.of(7, 8), cells: Uint8Array.of(1, 0) }
  expect([...holding(Float32Array.of(1, 2, 3, 4), hold)]).toEqual([7, 2, 7, 4])
})
