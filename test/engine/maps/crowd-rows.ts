import type { PackedRows } from '#engine/maps/crowd/packed.ts'
import { inverseLength, packed } from '#main/studio/meaning/pack.ts'

/** Numbers around 0, bell-shaped, the same each time. */
export function bell(seed: number): () => number {
  let state = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  return () => next() + next() + next()
}

/** Vectors around the middles of `groups`, one after another: row n belongs to group n % groups. */
export function crowd(count: number, groups: number, width = 64, wide = 0.6): PackedRows {
  const random = bell(7)
  const middles = Array.from({ length: groups }, () => Float32Array.from({ length: width }, random))
  const rows = new Int8Array(count * width)
  const inverse = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const row = packed(middles[i % groups]!.map(value => value + wide * random()))
    rows.set(row, i * width)
    inverse[i] = inverseLength(row)
  }
  return { rows, inverse, width, count }
}
