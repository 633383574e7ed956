/** Two rolls are look-alikes when they are nearer than half the distance that nine tenths of all pairs do not exceed. */
const near = { share: 0.5, of: 0.9 }

/**
 * For each picture the share of the others that look nearly the same, 0..1: how a prompt that always gives the same few
 * pictures shows. Embeddings are of unit length, distances the chords between them. It takes pairs by the hundred
 * thousand, so it calls `rest` after each row, which may let other work go first.
 */
export async function lookAlikes(
  embeddings: readonly Float32Array[],
  rest: () => Promise<void> | undefined,
): Promise<number[]> {
  const n = embeddings.length
  if (n < 3) return embeddings.map(() => 0)
  const chords = new Float32Array((n * (n - 1)) / 2)
  let at = 0
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) chords[at++] = chord(embeddings[a]!, embeddings[b]!)
    await rest()
  }
  const limit = near.share * chords.slice().sort()[Math.floor(near.of * chords.length)]!
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

function chord(a: Float32Array, b: Float32Array): number {
  let dot = 0
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!
  return Math.sqrt(Math.max(0, 2 - 2 * dot))
}
