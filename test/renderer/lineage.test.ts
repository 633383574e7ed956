import { describe, expect, test } from 'vitest'
import { wordChanges } from '../../renderer/lib/word-changes.ts'
import { changesOf } from '../../renderer/lineage/changes.ts'
import { noDice } from '../../shared/dice.ts'
import { plain, type Settings } from '../../shared/generation.ts'
import { card } from './card.ts'

const settings: Settings = {
  prompt: 'a red bird on a branch',
  negative: '',
  seed: 42,
  variation: { seed: 0, strength: 0 },
  ...card().defaults,
  rng: 'cpu',
  knobs: { hue: 20 },
  ...plain,
}
const steer = (amount: number) => [
  { kind: 'analytic', name: 'brightness', amount, from: 0, to: 1 } as const,
  { kind: 'words', less: 'day', more: 'night', amount, from: 0, to: 1 } as const,
]

test('words that went and words that came', () => {
  expect(wordChanges('a red bird, a bird', 'A blue bird')).toEqual({
    gone: ['red', 'a', 'bird'],
    come: ['blue'],
  })
  expect(wordChanges('a b', 'b a')).toEqual({ gone: [], come: [] })
})

describe('badges say in a few words', () => {
  test.each<[string[], Partial<Settings>]>([
    [['red → blue'], { prompt: 'a blue bird on a branch' }],
    [['+small'], { prompt: 'a small red bird on a branch' }],
    [['other words'], { prompt: 'one two three four five six seven' }],
    [['leaves out +blur'], { negative: 'blur' }],
    [['seed 7'], { seed: 7 }],
    [['variation 0.3'], { variation: { seed: 9, strength: 0.3 } }],
    [['layout die', 'channel 2 die'], { dice: { ...noDice, layout: 3, channels: { 2: 5 } } }],
    [['Colour +10.5'], { knobs: { hue: 30.5 } }],
    [['Colour any', 'size 0.4'], { knobs: { size: 0.4 } }],
    [['Brightness −1', 'day – night −1'], { steer: steer(-1) }],
    [['guidance 3'], { guidance: 3 }],
    [['Euler a'], { sampler: 'euler_a' }],
    [['30 steps'], { steps: 30 }],
    [['64×96'], { height: 96 }],
    [['CUDA random numbers'], { rng: 'cuda' }],
    [['from step 8', 'seed 7'], { seed: 7, past: [{ until: 8, seed: 42 }] }],
    [[], {}],
  ])('%j', (texts, change) => {
    const nameOf = (knob: string) => (knob === 'hue' ? 'Colour' : knob)
    expect(changesOf(settings, { ...settings, ...change }, nameOf)).toEqual(texts)
  })
  test('a knob that is turned back, a branch that is gone', () => {
    expect(changesOf({ ...settings, steer: steer(1) }, settings)).toEqual(['Brightness −1', 'day – night −1'])
    expect(changesOf({ ...settings, past: [{ until: 8, prompt: 'a' }] }, settings)).toEqual(['no branch'])
  })
  test('nothing of a picture that does not say how it was made', () => {
    expect(changesOf(null, settings)).toEqual([])
    expect(changesOf(settings, undefined)).toEqual([])
  })
})
