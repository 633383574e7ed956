import { expect, test } from 'vitest'
import { floatsToHalves, halvesToFloats } from '#engine/float16.ts'

test('every finite half survives the way to float and back', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i)
  const back = floatsToHalves(halvesToFloats(all))
  const wrong = [...all].filter(half => (half & 0x7c00) !== 0x7c00 && back[half] !== half)
  expect(wrong).toEqual([])
})

test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65520, 0x7c00],
  [1e9, 0x7c00],
  [-1e9, 0xfc00],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [2 ** -25 * 1.01, 0x0001],
  [2 ** -14, 0x0400],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [Number.POSITIVE_INFINITY, 0x7c00],
])('%d rounds to nearest, ties to even', (value, half) => {
  expect(floatsToHalves([value])[0]).toBe(half)
})

test('not a number stays so', () => {
  expect(halvesToFloats(floatsToHalves([Number.NaN]))[0]).toBeNaN()
})
