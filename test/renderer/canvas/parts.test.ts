import { expect, test } from 'vitest'
import { conditions, noConditions } from '#shared/conditions.ts'
import { partsOf } from '../../../renderer/canvas/live/parts.ts'

const asset = 'a'.repeat(64)
const all = conditions.parse({
  controls: [{ net: 'sketch', map: asset }],
  regions: [{ words: 'a hill', rectangle: { x: 0, y: 0.5, width: 1, height: 0.5 } }],
  start: { image: asset, strength: 0.5 },
})

test('nothing, each kind by itself, and all', () => {
  expect(partsOf(all)).toEqual([
    { name: 'none', conditions: noConditions },
    { name: 'sketches', conditions: { ...noConditions, controls: all.controls } },
    { name: 'regions', conditions: { ...noConditions, regions: all.regions } },
    { name: 'start', conditions: { ...noConditions, start: all.start } },
    { name: 'all', conditions: all },
  ])
})

test('one kind is all there is; nothing told is nothing to compare', () => {
  const one = { ...noConditions, regions: all.regions }
  expect(partsOf(one).map(({ name }) => name)).toEqual(['none', 'all'])
  expect(partsOf(noConditions)).toEqual([])
})
