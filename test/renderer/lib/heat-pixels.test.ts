import { expect, test } from 'vitest'
import { heatPixels } from '../../../renderer/lib/heat-pixels.ts'

const alphas = (...drops: number[]) => [...heatPixels(Float32Array.from(drops))].filter((_, i) => i % 4 === 3)

test('the strongest drop is three quarters covered, others by their share, rises not at all', () => {
  expect(alphas(0.1, 0.05, 0, -0.2)).toEqual([191, 96, 0, 0])
})

test('where nothing drops, nothing shows', () => {
  expect(alphas(0, -0.1)).toEqual([0, 0])
})
