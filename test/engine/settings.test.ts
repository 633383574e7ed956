import { expect, test } from 'vitest'
import { resolveSettings } from '#engine/settings.ts'
import { noDice } from '#shared/dice.ts'
import { generation } from '#shared/generation.ts'
import { settingsAt, startOf } from '#shared/moments.ts'

const defaults = {
  steps: 20,
  guidance: 2,
  sampler: 'ddim',
  schedule: 'normal',
  width: 128,
  height: 128,
} as const
const resolve = (more: object) => resolveSettings(generation.parse({ seed: 7, ...more }), defaults)

test('what a request leaves out is the model’s own', () => {
  expect(resolve({ guidance: 5 })).toMatchObject({ ...defaults, guidance: 5 })
})

test('a branch after the last step is refused, with the model’s own steps as well', () => {
  expect(resolve({ past: [{ until: 19 }] }).past).toEqual([{ until: 19 }])
  expect(() => resolve({ past: [{ until: 20 }] })).toThrow('after step 20, but has only 20 steps')
  expect(() => resolve({ steps: 5, past: [{ until: 2 }, { until: 9 }] })).toThrow('only 5 steps')
})

test('what says nothing about the picture is left out, behind a branch too', () => {
  const still = { kind: 'words', less: 'day', more: 'night', amount: 0 }
  const silent = { variation: { seed: 5, strength: 0 }, dice: { ...noDice, split: 0.7 }, steer: [still] }
  const plain = { variation: { seed: 0, strength: 0 }, dice: noDice, steer: [] }
  const settings = resolve({ ...silent, past: [{ until: 3, ...silent }] })
  expect(settings).toMatchObject(plain)
  expect(settings.past).toEqual([{ until: 3, ...plain }])
  expect(startOf(settingsAt(settings, 1))).toBe(startOf(settings))
})
