import { describe, expect, test } from 'vitest'
import { generation } from '#shared/generation.ts'
import { axisNames, readAxis } from '#shared/grid/axes.ts'
import { cellsOf, noAxis } from '#shared/grid/cells.ts'
import { spread } from '#shared/grid/spread.ts'

const base = generation.parse({ prompt: 'a red bird', seed: 7 })
const applied = (text: string) => readAxis(text).values.map(({ apply }) => apply(base))

describe('numbers of an axis', () => {
  test.each([
    ['1,2,5', [1, 2, 5]],
    ['1..4', [1, 2, 3, 4]],
    ['4..1', [4, 3, 2, 1]],
    ['0..1:0.25', [0, 0.25, 0.5, 0.75, 1]],
    ['0.1..0.4:0.1', [0.1, 0.2, 0.3, 0.4]],
    ['0..1/3', [0, 0.5, 1]],
    ['-1..1/3,9', [-1, 0, 1, 9]],
  ])('%s', (text, values) => expect(spread(text, 'x')).toEqual(values))
  test.each(['', 'a', '1..', '1..9/0', '0..1e9', '1..2000'])('%s is refused', text =>
    expect(() => spread(text, 'x')).toThrow(/number|values/),
  )
})

describe('an axis', () => {
  test('of every kind changes what it is named after and says so', () => {
    expect(applied('seed=18446744073709551615,3').map(({ seed }) => seed)).toEqual([
      '18446744073709551615',
      '3',
    ])
    expect(applied('cfg=2,6').map(({ guidance }) => guidance)).toEqual([2, 6])
    expect(applied('knob.size=0.2..0.8/2').map(({ knobs }) => knobs)).toEqual([{ size: 0.2 }, { size: 0.8 }])
    expect(applied('sampler=Euler, ddim').map(({ sampler }) => sampler)).toEqual(['euler', 'ddim'])
    expect(applied('prompt=a fox, asleep|').map(({ prompt }) => prompt)).toEqual(['a fox, asleep', ''])
    expect(applied('replace=bird|owl|two foxes').map(({ prompt }) => prompt)).toEqual([
      'a red bird',
      'a red owl',
      'a red two foxes',
    ])
    expect(readAxis('knob.size=0.2').values[0]!.label).toBe('size 0.2')
    expect(axisNames).toContain('replace')
  })
  test.each(['colour=1', 'seed', 'seed=x', 'sampler=quick', 'replace=bird', 'steps=1..200'])(
    '%s is refused',
    text => expect(() => readAxis(text)).toThrow(),
  )
})

test('every combination once, sheet after sheet, row after row; too many are refused', () => {
  const axes = { x: readAxis('seed=1..3'), y: readAxis('cfg=2,6'), z: readAxis('steps=4,8') }
  const cells = cellsOf(base, axes)
  expect(cells).toHaveLength(12)
  expect(cells.slice(0, 4).map(({ x, y, z }) => [x, y, z])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [0, 1, 0],
  ])
  expect(cells.at(-1)!.generation).toMatchObject({ seed: 3, guidance: 6, steps: 8, prompt: 'a red bird' })
  expect(cellsOf(base, { ...axes, y: noAxis, z: noAxis })).toHaveLength(3)
  const wide = readAxis('seed=1..100')
  expect(() => cellsOf(base, { x: wide, y: wide, z: noAxis })).toThrow(/2000/)
})
