import { expect, test } from 'vitest'
import { type Candidate, choose } from '#main/studio/drafts/choose.ts'

/** Unit vectors at angles on a circle. */
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
const candidates: Candidate[] = [
  { index: 10, score: 0.9, embedding: at(0) },
  { index: 11, score: 0.88, embedding: at(1) },
  { index: 12, score: 0.86, embedding: at(2) },
  { index: 13, score: 0.6, embedding: at(90) },
  { index: 14, score: 0.2, embedding: at(180) },
]
const indices = (keep: number, diversity: number) =>
  choose(candidates, keep, diversity).map(({ index }) => index)

test('without diversity the scores decide', () => {
  expect(indices(3, 0)).toEqual([10, 11, 12])
})

test('with diversity those that differ come before near copies', () => {
  expect(indices(2, 0.5)).toEqual([10, 13])
})

test('with diversity alone the farthest come, after the best one', () => {
  expect(indices(3, 1)).toEqual([10, 14, 13])
})

test('no more than there are, each once', () => {
  expect(indices(9, 0.3).toSorted()).toEqual([10, 11, 12, 13, 14])
})
