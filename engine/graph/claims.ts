import type { TensorClaim } from './tensor-claims.ts'

/** What all tensors of a graph claim of one file: how far it must reach, and how many bytes together. */
export type Claim = { end: number; bytes: number }

/** Sums claims up by file. */
export function claims() {
  const all = new Map<string, Claim>()
  return {
    all: all as ReadonlyMap<string, Claim>,
    add(more: readonly TensorClaim[]): void {
      for (const { location, offset, bytes } of more) {
        const before = all.get(location) ?? { end: 0, bytes: 0 }
        all.set(location, { end: Math.max(before.end, offset + bytes), bytes: before.bytes + bytes })
      }
    },
  }
}
