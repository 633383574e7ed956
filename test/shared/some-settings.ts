import fc from 'fast-check'
import { conditions as conditionsOf } from '#shared/conditions.ts'
import { noDiceParts } from '#shared/dice.ts'
import { generation, type Settings } from '#shared/generation.ts'
import type { Steering } from '#shared/steer.ts'

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const seedOr = fc.option(fc.integer({ min: 0, max: 5 }), { freq: 2 })
const acts = { from: 0, to: 1 }

const steering: fc.Arbitrary<Steering> = fc.oneof(
  fc
    .record({ amount: some(-2, 1, 2) })
    .map(part => ({ kind: 'words' as const, less: 'day', more: 'night', ...acts, ...part })),
  fc
    .record({ name: some('zoom' as const, 'warmth' as const), amount: some(-1, 2), from: some(0, 0.5) })
    .map(part => ({ kind: 'analytic' as const, to: 1, ...part })),
  fc
    .record({ amount: some(1, 3) })
    .map(part => ({ kind: 'direction' as const, id: 'ab'.repeat(32), ...acts, ...part })),
)
const region = fc.record({
  seed: some(1, 2),
  rectangle: some({ x: 0, y: 0, width: 0.5, height: 0.5 }, { x: 0.5, y: 0, width: 0.5, height: 1 }),
})
const dice = fc.record({
  split: some(0.25, 0.5),
  layout: seedOr,
  texture: seedOr,
  channels: some({}, { 0: 4 }, { 0: 5, 2: 1 }),
  regions: fc.array(region, { maxLength: 2 }),
  sampler: seedOr,
  toward: some(null, null, null, {
    seed: 3,
    variation: { seed: 0, strength: 0 },
    dice: noDiceParts,
    sampler: null,
    t: 0.5,
  }),
})
const id = (letter: string) => letter.repeat(64)
const conditions = fc
  .record({
    controls: some([], [{ net: 'sketch', map: id('a') }], [{ net: 'sketch', map: id('b'), weight: 0.5 }]),
    regions: some([], [{ words: 'a pond', mask: id('c') }]),
    start: some(null, null, { image: id('d') }, { image: id('d'), strength: 0.5, mask: id('e') }),
  })
  .map(said => conditionsOf.parse(said))

const changing = {
  prompt: some('a fox', 'an owl', ''),
  negative: some('', 'rain'),
  seed: some<number | string>(1, 2, '18446744073709551615'),
  variation: some({ seed: 0, strength: 0 }, { seed: 4, strength: 0.5 }, { seed: 5, strength: 0.25 }),
  guidance: some(1, 3, 7.5),
  sampler: some('euler', 'heun'),
  knobs: some({}, { size: 0.8 }, { size: 1, hue: 200 }, { kind: 'owl' }),
  dice,
  steer: fc.array(steering, { maxLength: 3 }),
  conditions,
}
const past = fc
  .uniqueArray(
    fc.record({ until: fc.integer({ min: 1, max: 7 }), ...changing }, { requiredKeys: ['until'] }),
    {
      maxLength: 2,
      selector: ({ until }) => until,
    },
  )
  .map(list => list.sort((a, b) => a.until - b.until))

/** Plain settings, to change one thing of. */
export const base = generation.parse({
  prompt: 'a bird',
  seed: 7,
  steps: 20,
  guidance: 2,
  sampler: 'ddim',
  schedule: 'normal',
  width: 128,
  height: 128,
}) as Settings

/** Settings of every kind; those of 8 steps and those of 20. */
export const someSettings: fc.Arbitrary<Settings> = fc
  .record({
    ...changing,
    steps: some(8, 20),
    schedule: some('normal', 'karras'),
    width: some(64, 128),
    height: some(64, 128),
    rng: some('cpu', 'cuda'),
    refiner: some(null, null, { model: 'finer' }, { model: 'finer', at: 0.5 }, { model: 'other' }),
    past,
  })
  .map(settings => generation.parse(settings) as Settings)
