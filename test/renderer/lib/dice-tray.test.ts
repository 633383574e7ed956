import { describe, expect, test } from 'vitest'
import { isLayout } from '#engine/random/dice.ts'
import {
  keysOf,
  layoutShare,
  locksWithoutRegion,
  loose,
  seedIn,
  thrown,
  withSeed,
} from '../../../renderer/lib/dice-tray.ts'
import { type Dice, noDice } from '../../../shared/dice.ts'

const rectangle = { x: 0, y: 0, width: 0.5, height: 1 }
const full: Dice = {
  ...noDice,
  layout: 1,
  texture: 2,
  channels: { 0: 3, 2: 4 },
  regions: [
    { seed: 5, rectangle },
    { seed: 6, rectangle },
  ],
  sampler: 7,
}
const keys = ['layout', 'texture', 'channel:0', 'channel:2', 'region:0', 'region:1', 'sampler'] as const

test('every die with a seed of its own has a name, by which its seed is read and changed', () => {
  expect(keysOf(full)).toEqual(keys)
  expect(keysOf(noDice)).toEqual([])
  for (const [i, key] of keys.entries()) {
    expect(seedIn(full, key)).toBe(i + 1)
    const changed = withSeed(full, key, 99)
    expect(keysOf(changed).map(one => seedIn(changed, one))).toEqual(
      keys.map((_, n) => (n === i ? 99 : n + 1)),
    )
    expect(keysOf(withSeed(full, key, null))).toHaveLength(keys.length - 1)
  }
  expect(seedIn(full, 'channel:1')).toBe(null)
})

describe('a throw', () => {
  test('rolls what has a seed of its own and is not locked, and nothing else', () => {
    let next = 100
    const rolled = thrown(full, ['layout', 'channel:2', 'region:0'], () => next++)
    expect(keysOf(rolled).map(key => seedIn(rolled, key))).toEqual([1, 100, 101, 4, 5, 102, 103])
    expect(loose(full, ['layout'])).not.toContain('layout')
  })
  test('leaves dice that follow the main seed with it', () => {
    expect(thrown(noDice, [], () => 1)).toEqual(noDice)
  })
})

test('locks follow their regions', () => {
  expect(locksWithoutRegion(['layout', 'region:0', 'region:1', 'region:2'], 1)).toEqual([
    'layout',
    'region:0',
    'region:1',
  ])
})

test('the share of layout is what the engine redraws', () => {
  for (const [columns, rows] of [
    [16, 16],
    [12, 8],
  ] as const)
    for (const split of [0, 0.1, 0.25, 0.6, 1]) {
      let count = 0
      for (let v = 0; v < rows; v++)
        for (let u = 0; u < columns; u++) count += +isLayout(v, u, [1, rows, columns], split)
      expect(layoutShare(split, { columns, rows })).toBe(count / (columns * rows))
    }
})
