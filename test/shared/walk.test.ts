import { expect, test } from 'vitest'
import { generation } from '#shared/generation.ts'
import { framesOf, walkLength } from '#shared/walk.ts'

const stop = (seed: number, more = {}) => generation.parse({ seed, prompt: `bird ${seed}`, ...more })
const stops = [stop(1), stop(2), stop(3)]
const way = (loop: boolean, between = 3) =>
  framesOf(stops, { between, loop }).map(({ seed, dice: { toward } }) => [
    seed,
    toward && [toward.seed, toward.t],
  ])

test('an open way goes from the first stop to the last at an even pace', () => {
  expect(way(false)).toEqual([
    [1, null],
    [1, [2, 0.25]],
    [1, [2, 0.5]],
    [1, [2, 0.75]],
    [2, null],
    [2, [3, 0.25]],
    [2, [3, 0.5]],
    [2, [3, 0.75]],
    [3, null],
  ])
})

test('a loop goes on to the first stop, which is not drawn twice', () => {
  expect(way(true).slice(8)).toEqual([
    [3, null],
    [3, [1, 0.25]],
    [3, [1, 0.5]],
    [3, [1, 0.75]],
  ])
  for (const loop of [true, false]) {
    expect(way(loop, 5)).toHaveLength(walkLength(3, { between: 5, loop }))
  }
})

test('nothing but the noise moves: words and settings are the first stop’s', () => {
  const frames = framesOf([stop(1, { steps: 4 }), stop(2, { steps: 9 })], { between: 1, loop: false })
  for (const { prompt, steps } of frames) expect([prompt, steps]).toEqual(['bird 1', 4])
})

test('the whole noise of a stop is walked to: variation, dice and sampler die', () => {
  const variation = { seed: 9, strength: 0.3 }
  const dice = { layout: 5, sampler: 6, channels: { 1: 7 } }
  const [, half] = framesOf([stop(1), stop(2, { variation, dice })], { between: 1, loop: false })
  expect(half!.dice.toward).toMatchObject({
    seed: 2,
    variation,
    sampler: 6,
    dice: { layout: 5, channels: { 1: 7 } },
    t: 0.5,
  })
})

test('of a picture that branched off, the noise it began with', () => {
  const branch = stop(2, { past: [{ until: 3, seed: 8 }] })
  const frames = framesOf([stop(1), branch], { between: 1, loop: false })
  expect(frames[1]!.dice.toward!.seed).toBe(8)
  expect(frames[2]!).toMatchObject({ seed: 8, past: [] })
})

test.each([
  ['sizes', stop(2, { width: 256 }), 'no noise of the other'],
  ['random sources', stop(2, { rng: 'cuda' }), 'different programs'],
  [
    'a stop between two noises',
    stop(2, { dice: { toward: { seed: 3, t: 0.5 } } }),
    'itself lies between two noises',
  ],
])('%s that differ are refused', (_, other, why) => {
  expect(() => framesOf([stop(1), other], { between: 1, loop: false })).toThrow(why)
})
