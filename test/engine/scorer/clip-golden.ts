import { resolve } from 'node:path'
import type { PillowFilter } from '#engine/pillow-resize.ts'
import { golden } from '../golden/golden.ts'

type Size = { height: number; width: number }
type Said = {
  ids: number[][]
  pixels: number[][]
  images: number[][]
  texts: number[][]
  cosines: number[][]
  logits: number[][]
  probabilities: number[][]
}

/** What transformers says of the tiny models (test/fixtures/make_tiny_clips.py); of pixels every `kept`-th is there. */
export const clipGolden = golden<{
  texts: string[]
  pictures: Size[]
  kept: number
  scale: { clip: number; siglip: number; bias: number }
  clip: Said
  siglip: Said
  openclip: Said
  siglip2: Pick<Said, 'ids'>
  /** Random Unicode, and its ids by SigLIP's and SigLIP 2's tokenizers. */
  odd: [text: string, siglip: number[], siglip2: number[]][]
  preprocessing: (Size & { name: string; config: object; shape: number[]; values: number[] })[]
  resizing: (Size & { filter: PillowFilter; to: [number, number]; sha256: string })[]
}>('clip_golden.json')

export const fixture = (name: string): string => resolve(import.meta.dirname, '../../fixtures', name)

/** Every `kept`-th value. */
export const sparse = (values: ArrayLike<number>): number[] =>
  Array.from(values).filter((_, i) => i % clipGolden.kept === 0)

/** The largest difference between two tables; infinite where their shapes differ or a value is no number. */
export function worst(
  actual: readonly ArrayLike<number>[],
  expected: readonly (readonly number[])[],
): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let most = 0
  for (const [i, row] of expected.entries()) {
    if (actual[i]!.length !== row.length) return Number.POSITIVE_INFINITY
    for (const [k, value] of row.entries()) {
      const error = Math.abs(actual[i]![k]! - value)
      if (!(error <= most)) most = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
    }
  }
  return most
}
