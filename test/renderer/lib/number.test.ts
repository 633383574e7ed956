import { describe, expect, test } from 'vitest'
import { isWithin, nudge, parseNumber, show, snap } from '../../../renderer/lib/number.ts'

const steps = { min: 1, max: 150, step: 1 }
const guidance = { min: 0, max: 100, step: 0.5 }

describe('typed numbers', () => {
  test.each([
    ['7', 7],
    [' 7.5 ', 7.5],
    ['7,5', 7.5],
    ['.5', 0.5],
    ['-3', -3],
    ['7.', 7],
    ['', null],
    ['seven', null],
    ['1e9', null],
    ['0x10', null],
    ['1.2.3', null],
  ])('%j is %j', (text, value) => expect(parseNumber(text)).toBe(value))
  test('in range or not', () => {
    expect(isWithin(0, steps)).toBe(false)
    expect(isWithin(null, steps)).toBe(false)
    expect(isWithin(150, steps)).toBe(true)
  })
})

describe('snapping', () => {
  test('to the grid, within the range', () => {
    expect(snap(7.3, guidance)).toBe(7.5)
    expect(snap(1000, steps)).toBe(150)
    expect(snap(130, { min: 64, max: 4096, step: 64 })).toBe(128)
  })
  test('without dust', () => expect(snap(0.1 + 0.2, { min: 0, max: 1, step: 0.01 })).toBe(0.3))
  test('a step, and ten with Shift', () => {
    expect(nudge(20, 1, steps, false)).toBe(21)
    expect(nudge(20, -1, steps, true)).toBe(10)
    expect(nudge(149, 1, steps, true)).toBe(150)
  })
  test('shown as short as it is', () => {
    expect(show(7.5, 0.5)).toBe('7.5')
    expect(show(20, 1)).toBe('20')
    expect(show(0.3333333, 0.01)).toBe('0.33')
  })
})
