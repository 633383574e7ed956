import { describe, expect, test } from 'vitest'
import { generation } from '#shared/generation.ts'
import { axisNames, readAxis } from '#shared/grid/axes.ts'
import { cellsOf, noAxis } from '#shared/grid/cells.ts'
import { planOf } from '#shared/grid/plan.ts'
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
      3,
    ])
    expect(applied('seed=18446744073709551614..18446744073709551615')[1]!.seed).toBe('18446744073709551615')
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
    expect(readAxis('model=one, two').values.map(({ model }) => model)).toEqual(['one', 'two'])
    expect(applied('steer.warmth=-1,2').map(({ steer }) => steer)).toMatchObject([
      [{ kind: 'analytic', name: 'warmth', amount: -1, from: 0.9 }],
      [{ amount: 2 }],
    ])
  })
  test.each([
    'colour=1',
    'seed',
    'seed=x',
    'sampler=quick',
    'replace=bird',
    'steps=1..200',
    'seed=1..2000',
    'model=a,',
    'steer.flavour=1',
  ])('%s is refused', text => expect(() => readAxis(text)).toThrow())
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

test('a knob that is turned already is turned further; conditions are changed where there are some', () => {
  const map = 'a'.repeat(64)
  const turned = generation.parse({
    seed: 1,
    steer: [
      { kind: 'words', less: 'small', more: 'large', amount: 1 },
      { kind: 'analytic', name: 'zoom', amount: 1, to: 0.2 },
    ],
    conditions: { controls: [{ net: 'sketch', map }], start: { image: map } },
  })
  const of = (text: string) => readAxis(text).values[0]!.apply(turned)
  expect(of('steer.zoom=-2').steer[1]).toMatchObject({ amount: -2, to: 0.2 })
  expect(of('steer.1=3').steer[0]).toMatchObject({ more: 'large', amount: 3 })
  expect(() => of('steer.3=1')).toThrow(/only 2 knobs/)
  expect(of('control=0.4').conditions.controls[0]).toMatchObject({ weight: 0.4, net: 'sketch' })
  expect(of('start=0.3').conditions.start).toMatchObject({ strength: 0.3 })
  expect(() => of('region=0.3')).toThrow(/no regions/)
})

test('a plan judges every cell, and warns of what comes to the same', () => {
  const said = (x: string, y = '', z = '') => planOf(base, { x, y, z })
  expect(said('seed=1..3', 'model=a,b').cells.map(({ model }) => model)).toEqual([
    ...['a', 'a', 'a'],
    ...['b', 'b', 'b'],
  ])
  expect(() => said('seed=1', 'steps=4,500')).toThrow(/steps 500, seed 1: .*at most 150/)
  expect(() => said('seed=1', 'seed=2')).toThrow(/each must be another/)
  expect(said('replace=bird|owl').warnings).toEqual([])
  expect(said('replace=cat|owl').warnings).toEqual([expect.stringMatching(/“cat” and “owl”/)])
  expect(said('seed=1,2,1').warnings).toHaveLength(1)
})
