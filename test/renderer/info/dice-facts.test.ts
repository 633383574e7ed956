import { expect, test } from 'vitest'
import { diceFacts } from '../../../renderer/info/dice-facts.ts'
import { noDice, noDiceParts } from '../../../shared/dice.ts'

test('a picture without dice has no rows for them', () => expect(diceFacts(noDice)).toEqual([]))

test('every die is told, with what it is the die of', () => {
  const rows = diceFacts({
    ...noDice,
    layout: 5,
    channels: { 2: '18446744073709551615' },
    regions: [
      { seed: 6, rectangle: { x: 0.25, y: 0, width: 0.5, height: 1 } },
      { seed: 7, mask: { columns: 8, rows: 8, bits: '' } },
    ],
    sampler: 8,
    toward: { seed: 9, variation: { seed: 0, strength: 0 }, dice: noDiceParts, sampler: null, t: 0.4 },
  })
  expect(rows).toEqual([
    ['Die of layout', '5'],
    ['Split', '0.25'],
    ['Die of channel 2', '18446744073709551615'],
    ['Region 1', '6 · at 25, 0 %, 50 × 100 %'],
    ['Region 2', '7 · Mask of 8 × 8 cells'],
    ['Die of sampler', '8'],
    ['Towards', '9 · 40 %'],
  ])
})
