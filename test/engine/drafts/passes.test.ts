import { expect, test } from 'vitest'
import { passesOf } from '#engine/drafts/passes.ts'
import { generation, type Settings } from '#shared/generation.ts'

const draft = (changes: object): Settings =>
  generation.parse({ prompt: 'a bird', seed: 1, ...changes }) as Settings
const indices = (drafts: Settings[], most = 4) => passesOf(drafts, most).map(pass => pass.indices)

test('drafts that differ in their noise alone share passes of at most so many', () => {
  const drafts = Array.from({ length: 6 }, (_, seed) => draft({ seed }))
  expect(indices(drafts)).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ])
  expect(indices(drafts, 1)).toEqual([[0], [1], [2], [3], [4], [5]])
})

test('dice and variations are noise; words, knobs and guidance are not', () => {
  const drafts = [
    draft({}),
    draft({ dice: { layout: 5 } }),
    draft({ variation: { seed: 2, strength: 0.5 } }),
    draft({ prompt: 'a fox' }),
    draft({ guidance: 3 }),
    draft({ steer: [{ kind: 'analytic', name: 'zoom', amount: 1 }] }),
    draft({ prompt: 'a fox', seed: 9 }),
  ]
  expect(indices(drafts)).toEqual([[0, 1, 2], [3, 6], [4], [5]])
})

test('a draft with a past walks alone', () => {
  const past = [{ until: 2 }]
  expect(indices([draft({ past }), draft({ past }), draft({})])).toEqual([[0], [1], [2]])
})
