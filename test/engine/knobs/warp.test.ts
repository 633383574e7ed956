import { describe, expect, test } from 'vitest'
import { type Placement, warp } from '#engine/knobs/warp.ts'

const dims = [1, 9, 9] as const
const still: Placement = { scale: 1, turn: 0, x: 0, y: 0 }
/** One bright cell; y counts down. */
const dot = (x: number, y: number) => Float32Array.from({ length: 81 }, (_, i) => +(i === y * 9 + x))
const valueAt = (plane: Float32Array, [x, y]: number[]) => plane[y! * 9 + x!]

describe.each(['picture', 'noise'] as const)('warping a %s', what => {
  test('no move changes nothing', () => {
    const plane = Float32Array.from({ length: 81 }, (_, i) => Math.sin(i))
    expect(warp(plane, dims, still, what)).toEqual(plane)
  })
  test.each([
    ['right', { ...still, x: 2 / 9 }, [4, 4], [6, 4]],
    ['down', { ...still, y: 3 / 9 }, [4, 4], [4, 7]],
    ['nearer', { ...still, scale: 2 }, [5, 4], [6, 4]],
    ['a quarter to the left', { ...still, turn: Math.PI / 2 }, [7, 4], [4, 1]],
    ['turned, then along', { ...still, turn: Math.PI / 2, x: 1 / 9 }, [7, 4], [5, 1]],
  ])('%s', (_, to, from, there) => {
    const moved = warp(dot(from[0]!, from[1]!), dims, to, what)
    expect(valueAt(moved, there)).toBeCloseTo(1, 6)
    expect(valueAt(moved, [0, 8])).toBeCloseTo(0, 6)
  })
})

test('what comes in from beyond the edge is mirrored', () => {
  const plane = Float32Array.from({ length: 81 }, (_, i) => i % 9)
  const moved = warp(plane, dims, { ...still, x: 2 / 9 }, 'picture')
  expect(Array.from(moved.subarray(0, 9))).toEqual([1, 0, 0, 1, 2, 3, 4, 5, 6])
})

test('noise keeps its strength between cells, a picture is blended', () => {
  const noise = Float32Array.from({ length: 81 }, (_, i) => (i % 2 ? 1 : -1))
  const half = { ...still, x: 0.5 / 9 }
  const power = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0) / 81
  expect(power(warp(noise, dims, half, 'noise'))).toBe(1)
  expect(power(warp(noise, dims, half, 'picture'))).toBeLessThan(0.2)
})
