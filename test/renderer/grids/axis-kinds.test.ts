import { expect, test } from 'vitest'
import { axisKinds, seedsAndKnob, seedsFrom } from '../../../renderer/grids/axis-kinds.ts'
import { generation } from '../../../shared/generation.ts'
import { readAxis } from '../../../shared/grid/axes.ts'
import { planOf } from '../../../shared/grid/plan.ts'
import { card } from '../card.ts'

const map = 'a'.repeat(64)
const base = generation.parse({
  prompt: 'a red bird',
  seed: '18446744073709551614',
  steer: [{ kind: 'words', less: 'small', more: 'large', amount: 1 }],
  conditions: { controls: [{ net: 'sketch', map }], start: { image: map } },
})

test('whatever is offered begins with values that the one parser of axes takes, and makes cells', () => {
  const kinds = axisKinds(base, card(), [card(), { ...card(), id: 'other' }])
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length)
  for (const { kind, first } of kinds) {
    expect(readAxis(`${kind}=${first}`).values.length, kind).toBeGreaterThan(1)
    expect(planOf(base, { x: `${kind}=${first}`, y: '', z: '' }).cells.length, kind).toBeGreaterThan(1)
  }
  const names = kinds.map(({ kind }) => kind)
  expect(names).toEqual(expect.arrayContaining(['model', 'control', 'start', 'steer.1', 'steer.warmth']))
  expect(names).not.toContain('region')
})

test('only what there is is offered: no conditions without a canvas, no choice of one model', () => {
  const plain = generation.parse({ prompt: '', seed: 1 })
  const names = axisKinds(plain, card(), [card()]).map(({ kind }) => kind)
  for (const absent of ['model', 'control', 'start', 'region', 'steer.1']) expect(names).not.toContain(absent)
})

test('seeds count up past what numbers hold; a table is of the knob that is turned', () => {
  expect(seedsFrom(base, 3)).toBe('18446744073709551614,18446744073709551615,0')
  const own = card().knobs.filter(({ choices }) => !choices.length)
  const { wish } = seedsAndKnob(base, card())
  expect(wish.y.kind).toBe(own[0] ? `knob.${own[0].name}` : 'steer.1')
  expect(seedsAndKnob(generation.parse({ seed: 1 }), { ...card(), knobs: [] }).wish.y).toEqual({
    kind: 'steer.zoom',
    text: '-2..2/3',
  })
})
