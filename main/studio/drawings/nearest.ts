import type { NearDrawing } from '#shared/studio/meaning.ts'
import { inverseLength } from '../meaning/pack.ts'
import type { Drawings } from './read-drawings.ts'

/** The drawings that lie nearest to a vector of unit length, by cosine, the nearest first. */
export function nearestDrawings(
  { width, rows, drawings }: Drawings,
  vector: Float32Array,
  most: number,
): NearDrawing[] {
  const likeness = drawings.map((_, k) => {
    const row = rows.subarray(k * width, (k + 1) * width)
    let sum = 0
    for (let i = 0; i < width; i++) sum += row[i]! * vector[i]!
    return sum * inverseLength(row)
  })
  return drawings
    .map((_, k) => k)
    .sort((a, b) => likeness[b]! - likeness[a]! || a - b)
    .slice(0, most)
    .map(k => {
      const { webp, ...told } = drawings[k]!
      return {
        ...told,
        likeness: likeness[k]!,
        picture: `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`,
      }
    })
}
