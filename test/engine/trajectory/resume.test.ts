import { describe, expect, test } from 'vitest'
import { samplers } from '#engine/sampling/samplers.ts'
import { leadingPredictions } from '#engine/trajectory/leading.ts'
import { noDice } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff, type Changing } from '#shared/moments.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import { models } from '../sampling/stable-diffusion.ts'
import { settingsOf, steps, walked } from './fake-walk.ts'

const every = Object.keys(samplers) as SamplerId[]
const levelsOf = Object.entries(models)

const analytic = { kind: 'analytic', name: 'warmth', amount: 1, from: 0, to: 1 } as const
const changes: Record<string, Partial<Changing>> = {
  prompt: { prompt: 'a blue owl, at night' },
  'negative prompt': { negative: 'rain' },
  'guidance scale': { guidance: 9 },
  knobs: { knobs: { size: 0.8 } },
  'sampler die': { dice: { ...noDice, sampler: 99 } },
  'layout die': { dice: { ...noDice, layout: 5 } },
  sampler: { sampler: 'dpmpp_2m' },
  'a stochastic sampler': { sampler: 'euler_a' },
  seed: { seed: 1234 },
  variation: { variation: { seed: 3, strength: 0.4 } },
  steer: { steer: [analytic] },
  everything: { prompt: 'x', seed: 9, sampler: 'dpmpp_sde', guidance: 1, steer: [analytic] },
}

describe.each(every)('%s', sampler => {
  test.each(levelsOf)('resumed at every step it ends in the same bits: %s', async (_, levels) => {
    const whole = await walked(settingsOf({ sampler }), levels)
    expect(whole.latent.every(Number.isFinite)).toBe(true)
    for (let k = 0; k <= steps; k++) {
      const begun = whole.way.predictions.filter(({ step }) => step <= k).map(({ denoised }) => denoised)
      const resumed = await walked(settingsOf({ sampler }), levels, begun)
      expect(resumed.latent).toEqual(whole.latent)
      expect(resumed.asked).toBe(whole.asked - begun.length)
    }
  })

  test.each(Object.entries(changes))('a branch with another %s', async (_, change) => {
    for (const levels of [models['Stable Diffusion'], models['rectified flow']])
      for (const k of [1, 3, steps - 1]) {
        const parent = await walked(settingsOf({ sampler }), levels)
        const child = branchOff(parent.way.settings, k, change, null)
        const replay = leadingPredictions(parent.way, { ...parent.way, settings: child })
        const drawn = await walked(child, levels)
        const replayed = await walked(child, levels, replay)
        expect(replayed.latent).toEqual(drawn.latent)
        expect(replayed.asked).toBe(drawn.asked - replay.length)
        expect(replay.length).toBeGreaterThanOrEqual(k)
        // Until the branch it is the parent's own way.
        expect(drawn.steps.slice(0, k)).toEqual(parent.steps.slice(0, k))
      }
  })
})

test('a branch of a branch of a branch, each from the way of the one before', async () => {
  const levels = models['Stable Diffusion']
  const path: [number, Partial<Changing>][] = [
    [2, { prompt: 'a whale' }],
    [4, { seed: 5 }],
    [4, { seed: 7, prompt: 'a castle' }],
    [5, { sampler: 'heun', steer: [analytic] }],
    [3, { guidance: 1 }],
  ]
  for (const sampler of every) {
    let parent = await walked(settingsOf({ sampler }), levels)
    for (const [k, change] of path) {
      const child = branchOff(parent.way.settings, k, change, null)
      const replay = leadingPredictions(parent.way, { ...parent.way, settings: child })
      const drawn = await walked(child, levels)
      expect((await walked(child, levels, replay)).latent).toEqual(drawn.latent)
      expect(drawn.steps.slice(0, k)).toEqual(parent.steps.slice(0, k))
      parent = drawn
    }
  }
})

test('a branch at the step where its parent changed its noise does not take what the change asked for', async () => {
  const levels = models['Stable Diffusion']
  const trunk = settingsOf({ sampler: 'dpmpp_2m' })
  const renoised = await walked(branchOff(trunk, 3, { seed: 5 }, null), levels)
  // Back on the trunk's noise, so that nothing is exchanged.
  const child = branchOff(renoised.way.settings, 3, { seed: 7, prompt: 'a castle' }, null)
  const replay = leadingPredictions(renoised.way, { ...renoised.way, settings: child })
  expect(replay.length).toBe(3)
  expect((await walked(child, levels, replay)).latent).toEqual((await walked(child, levels)).latent)
})

test('what is exchanged keeps the rest: noise leaves the predicted picture, a bent prediction leaves the noise', async () => {
  const levels = models['Stable Diffusion']
  const parent = await walked(settingsOf(), levels)
  const { sigma, x, denoised } = parent.steps[3]!
  const renoised = await walked(branchOff(parent.way.settings, 3, { seed: 5 }, null), levels)
  const other = await walked(settingsOf({ seed: 5 }), levels)
  const first = other.steps[0]!
  for (const [i, value] of renoised.steps[3]!.x.entries())
    expect(value).toBeCloseTo(denoised[i]! + (sigma * first.x[i]!) / first.sigma, 4)
  const bent = await walked(branchOff(parent.way.settings, 3, { steer: [analytic] }, null), levels)
  for (const [i, value] of bent.steps[3]!.x.entries()) expect(value).toBeCloseTo(x[i]! + Math.cos(i), 4)
})

describe('nothing is taken of a way', () => {
  test('that was made under other circumstances, or differs from the first step on', async () => {
    const { way } = await walked(settingsOf(), models['Stable Diffusion'])
    const taken = (more: object) => leadingPredictions(way, { ...way, ...more }).length
    expect(taken({})).toBe(way.predictions.length)
    expect(taken({ model: { id: 'renamed', hash: way.model.hash } })).toBe(way.predictions.length)
    expect(taken({ model: { id: 'arithmetic', hash: 'e'.repeat(64) } })).toBe(0)
    expect(taken({ device: 'cuda' })).toBe(0)
    expect(taken({ threads: 1 })).toBe(0)
    expect(taken({ versions: { reroll: '1', onnxruntime: '2' } })).toBe(0)
    expect(taken({ dims: [2, 4, 8] })).toBe(0)
    for (const more of [
      { steps: 8 },
      { width: 64 },
      { schedule: 'karras' },
      { rng: 'cuda' },
      { seed: 8 },
      { prompt: 'another' },
    ] as Partial<Settings>[])
      expect(taken({ settings: settingsOf(more) })).toBe(0)
  })

  test('except as long as a knob that differs does not act yet', async () => {
    const { way } = await walked(settingsOf(), models['Stable Diffusion'])
    const late = settingsOf({ steer: [{ ...analytic, from: 0.5 }] })
    expect(leadingPredictions(way, { ...way, settings: late }).length).toBe(4)
    const parent = { parent: 'a'.repeat(64), knobs: {} }
    expect(leadingPredictions(way, { ...way, settings: settingsOf(parent) }).length).toBe(steps)
  })
})
