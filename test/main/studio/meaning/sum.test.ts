import { expect, test } from 'vitest'
import { summed } from '#main/studio/meaning/sum.ts'

const x = Float32Array.of(1, 0)
const y = Float32Array.of(0, 1)

test('likes are added, unlikes taken away, the sum is of unit length', () => {
  const half = Math.SQRT1_2
  const near = (found: Float32Array | null) => [...found!].map(value => Math.round(value * 1e6) / 1e6)
  expect(near(summed([{ sign: 1, vector: x }]))).toEqual([1, 0])
  expect(near(summed([{ sign: -1, vector: x }]))).toEqual([-1, 0])
  const both = [
    { sign: 1, vector: x },
    { sign: -1, vector: y },
  ] as const
  expect(near(summed(both))).toEqual(near(Float32Array.of(half, -half)))
})

test('what is taken away from itself leaves nothing to go by', () => {
  expect(
    summed([
      { sign: 1, vector: x },
      { sign: -1, vector: x },
    ]),
  ).toBeNull()
  expect(summed([])).toBeNull()
})
