import { expect, test } from 'vitest'
import { dct, dctMatrix, inverseDct } from '#engine/random/dct.ts'
import { normalSources } from '#engine/random/normal.ts'
import { golden, relativeError } from '../golden/golden.ts'

type Case = { shape: [number, number]; plane: number[]; waves: number[] }
const { cases } = golden<{ cases: Case[] }>('dct_golden.json')

test.each(cases)('the waves of a plane of $shape are those of scipy', ({ shape, plane, waves }) => {
  expect(relativeError(dct(plane, ...shape), waves)).toBeLessThan(1e-13)
  expect(relativeError(inverseDct(Float64Array.from(waves), ...shape), plane)).toBeLessThan(1e-13)
})

test.each([1, 2, 7, 64])('the matrix of %s waves is orthonormal', n => {
  const matrix = dctMatrix(n)
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) {
      let dot = 0
      for (let i = 0; i < n; i++) dot += matrix[a * n + i]! * matrix[b * n + i]!
      expect(Math.abs(dot - Number(a === b))).toBeLessThan(1e-13)
    }
})

test('a plane comes back to the last bit of its float32', () => {
  const plane = normalSources.cpu(3).normal(96 * 64)
  expect(Float32Array.from(inverseDct(dct(plane, 96, 64), 96, 64))).toEqual(plane)
})

test('many sizes in turn stay right', () => {
  for (let n = 1; n <= 20; n++) {
    const plane = normalSources.cpu(n).normal(n * 3)
    expect(Float32Array.from(inverseDct(dct(plane, n, 3), n, 3))).toEqual(plane)
  }
})
