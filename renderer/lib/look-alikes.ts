import { cosine } from './alike.ts'

/** Two rolls are look-alikes when they are nearer than this share of the usual (median) distance of two. */
const near = 0.5

/**
 * For each picture the share of the others that look nearly the same, 0..1: how a prompt that always gives the same few
 * pictures shows. Embeddings are of unit length, distances the chords between them.
 */
export function lookAlikes(embeddings: readonly Float32Array[]): number[] {
  const n = embeddings.length
  if (n < 3) return embeddings.map(() => 0)
  const chords = new Float32Array((n * (n - 1)) / 2)
  let at = 0
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      chords[at++] = Math.sqrt(Math.max(0, 2 - 2 * cosine(embeddings[a]!, embeddings[b]!)))
  const limit = near * chords.slice().sort()[chords.length >> 1]!
  const counts = new Array<number>(n).fill(0)
  at = 0
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      if (chords[at++]! < limit) {
        counts[a]!++
        counts[b]!++
      }
  return counts.map(count => count / (n - 1))
}
