import { setImmediate as turn } from 'node:timers/promises'
import { UMAP } from 'umap-js'
import { mt19937 } from '../random/mt19937.ts'

/** How many of its nearest each point tries to stay near to. */
const neighbours = 15
/** Between two looks at whether somebody wants something else. */
const epochsAtOnce = 25

/** How few points still have neighbourhoods to speak of. */
export const fewest = 8

/**
 * UMAP (McInnes et al. 2018, arXiv:1802.03426) by umap-js, from exact neighbours and seeded random numbers: the same
 * rows give the same places, [rows][2] in no particular unit. At least `fewest` rows.
 */
export async function neighbourPlaces(
  rows: readonly Float32Array[],
  seed: number,
  signal: AbortSignal,
): Promise<number[][]> {
  const count = Math.min(neighbours, rows.length - 1)
  const random = mt19937(BigInt(seed))
  const umap = new UMAP({ nComponents: 2, nNeighbors: count, minDist: 0.2, random: random.double53 })
  const nearest = rows.map(row => nearestTo(row, rows, count))
  umap.setPrecomputedKNN(
    nearest.map(list => list.map(([index]) => index)),
    nearest.map(list => list.map(([, distance]) => distance)),
  )
  const epochs = umap.initializeFit(rows.map(row => Array.from(row)))
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % epochsAtOnce === 0) {
      await turn()
      signal.throwIfAborted()
    }
    umap.step()
  }
  return umap.getEmbedding()
}

/** The `count` nearest rows with their Euclidean distances, itself first, as umap-js counts them. */
function nearestTo(row: Float32Array, rows: readonly Float32Array[], count: number): [number, number][] {
  const all = rows.map((other, index): [number, number] => {
    let sum = 0
    for (let i = 0; i < row.length; i++) sum += (row[i]! - other[i]!) ** 2
    return [index, other === row ? -1 : sum]
  })
  return all
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .slice(0, count)
    .map(([index, squared]) => [index, Math.sqrt(Math.max(0, squared))])
}
