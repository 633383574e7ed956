import type { RegionOfWords } from '#shared/conditions.ts'
import { resample } from '../resample.ts'
import type { Assets } from './assets.ts'
import { feathered } from './feather.ts'

type Size = { width: number; height: number }

/** A region at latent size: how much of each cell it takes, 0..1, its weight in it. */
export type CellRegion = { words: string; cells: Float32Array }

/**
 * The regions of a step that have words and weight, in the order in which they lie over each other.
 * Errors: those of `Assets`.
 */
export const cellRegions = (
  regions: readonly RegionOfWords[],
  assets: Assets,
  picture: Size,
  latent: Size,
): CellRegion[] =>
  regions
    .filter(({ words, weight }) => words && weight > 0)
    .map(region => {
      const soft = region.feather * Math.min(picture.width, picture.height)
      const mask = feathered(maskOf(region, assets, picture), picture, soft)
      return { words: region.words, cells: resample(mask, picture, latent).map(cell => cell * region.weight) }
    })

function maskOf({ rectangle, mask }: RegionOfWords, assets: Assets, { width, height }: Size): Float32Array {
  if (mask) return assets.grey(mask, width, height)
  const { x, y, width: across, height: down } = rectangle!
  const columns = Float32Array.from({ length: width }, (_, i) => covered(i, x * width, (x + across) * width))
  const rows = Float32Array.from({ length: height }, (_, i) => covered(i, y * height, (y + down) * height))
  return Float32Array.from({ length: width * height }, (_, i) => {
    const row = Math.floor(i / width)
    return columns[i % width]! * rows[row]!
  })
}

/** How much of pixel `i` lies between two places. */
const covered = (i: number, from: number, to: number): number =>
  Math.max(0, Math.min(i + 1, to) - Math.max(i, from))
