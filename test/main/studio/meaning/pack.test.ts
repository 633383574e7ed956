import { expect, test } from 'vitest'
import { inverseLength, packed, unpacked } from '#main/studio/meaning/pack.ts'
import { cosine, direction } from './vectors.ts'

test('8 bits a number keep a vector where it is', () => {
  const worst = Math.min(
    ...Array.from({ length: 200 }, (_, seed) => {
      const vector = direction(seed)
      return cosine(vector, unpacked(packed(vector)))
    }),
  )
  expect(worst).toBeGreaterThan(0.9999)
  expect(worst).toBeLessThan(1)
})

test('and the cosines between two as they are, to two thousandths', () => {
  let worst = 0
  for (let seed = 0; seed < 400; seed++) {
    const [a, b] = [direction(seed), direction(seed + 1)]
    worst = Math.max(worst, Math.abs(cosine(a, b) - cosine(unpacked(packed(a)), b)))
  }
  expect(worst).toBeLessThan(0.002)
  // Something is lost: otherwise nothing was packed.
  expect(worst).toBeGreaterThan(1e-5)
})

test('nothing stays nothing', () => {
  expect(packed(new Float32Array(3))).toEqual(new Int8Array(3))
  expect(inverseLength(new Int8Array(3))).toBe(0)
  expect(unpacked(new Int8Array(3))).toEqual(new Float32Array(3))
})
