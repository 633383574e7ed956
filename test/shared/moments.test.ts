import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noDice } from '#shared/dice.ts'
import { generation, type Settings } from '#shared/generation.ts'
import { branchOff, type Changing, settingsAt } from '#shared/moments.ts'

const steps = 9
const some = <T>(...values: T[]) => fc.constantFrom(...values)

const change: fc.Arbitrary<Partial<Changing>> = fc.record(
  {
    prompt: some('a fox', 'an owl', ''),
    negative: some('', 'rain'),
    seed: some(1, 2, 3),
    variation: some({ seed: 0, strength: 0 }, { seed: 4, strength: 0.5 }),
    guidance: some(1, 3, 7),
    sampler: some('euler', 'heun'),
    knobs: some({}, { size: 0.8 }),
    dice: some(noDice, { ...noDice, layout: 5 }),
    steer: some([], [{ kind: 'words' as const, less: 'day', more: 'night', amount: 1, from: 0, to: 1 }]),
  },
  { requiredKeys: [] },
)
/** Branches one after another, as a person makes them. */
const branches = fc.array(fc.tuple(fc.integer({ min: 1, max: steps - 1 }), change), { maxLength: 6 })

const trunk = generation.parse({
  prompt: 'a bird',
  seed: 7,
  steps,
  guidance: 5,
  sampler: 'ddim',
  schedule: 'normal',
  width: 64,
  height: 64,
}) as Settings
const grown = (list: readonly [number, Partial<Changing>][]) =>
  list.reduce((parent, [step, changes]) => branchOff(parent, step, changes, null), trunk)
const inForce = (settings: Settings, step: number) => ({
  ...settingsAt(settings, step),
  past: [],
  parent: null,
})

describe('a branch', () => {
  test('has the settings of its parent until then and the changed ones after, whatever the parent came from', () => {
    fc.assert(
      fc.property(branches, fc.integer({ min: 1, max: steps - 1 }), change, (list, k, changes) => {
        const parent = grown(list)
        const child = branchOff(parent, k, changes, 'a'.repeat(64))
        for (let step = 1; step <= k; step++) expect(inForce(child, step)).toEqual(inForce(parent, step))
        for (let step = k + 1; step <= steps; step++)
          expect(inForce(child, step)).toEqual({ ...inForce(parent, k + 1), ...changes })
        expect(child.parent).toBe('a'.repeat(64))
      }),
    )
  })

  test('can be told in a file and read back as it was', () => {
    fc.assert(
      fc.property(branches, list => {
        const child = grown(list)
        expect(generation.parse(JSON.parse(JSON.stringify(child)))).toEqual(child)
      }),
    )
  })

  test('with nothing changed is its parent, where the parent has no later branch', () => {
    fc.assert(
      fc.property(branches, fc.integer({ min: 1, max: steps - 1 }), (list, k) => {
        const parent = grown(list)
        const last = parent.past.at(-1)?.until ?? 0
        const same = branchOff(parent, k, {}, null)
        if (k >= last) expect(same).toEqual(parent)
        // Before its parent's branch it goes on along the way that the parent left.
        else expect(inForce(same, steps)).toEqual(inForce(parent, k + 1))
      }),
    )
  })
})
