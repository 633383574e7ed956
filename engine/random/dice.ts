import type { DiceParts, Region } from '#shared/dice.ts'
import { StudioError } from '#shared/errors.ts'
import { unpackMask } from '#shared/mask.ts'
import { streamNormals } from './streams.ts'

export type NoiseDims = readonly [channels: number, height: number, width: number]

/** Which die each place of a noise belongs to: `owner[i]` counts `dice` from 1, 0 is the main seed's. */
export type Shares = { owner: Uint8Array; dice: Die[] }
/** Two dice with the same key draw the same number at the same place. */
type Die = { key: string; draw: (i: number) => number }

/** Whether wave (v, u) of a plane counts as layout: its share of the way to the fastest, along both axes, is below `split`. */
export const isLayout = (v: number, u: number, [, height, width]: NoiseDims, split: number): boolean =>
  Math.hypot(v / height, u / width) / Math.SQRT2 < split

/** The dice of the waves, [channels, height, width]: every channel's alike. */
export function waveShares({ layout, texture, split }: DiceParts, dims: NoiseDims): Shares {
  const [channels, height, width] = dims
  const area = height * width
  const owner = new Uint8Array(channels * area)
  const dice: Die[] = []
  const place = (seed: DiceParts['layout'], kind: 'layout' | 'texture') =>
    seed === null ? 0 : dice.push({ key: `${kind} ${seed}`, draw: streamNormals(seed, kind) })
  const [slow, fast] = [place(layout, 'layout'), place(texture, 'texture')]
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) owner[v * width + u] = isLayout(v, u, dims, split) ? slow : fast
  for (let c = 1; c < channels; c++) owner.copyWithin(c * area, 0, area)
  return { owner, dice }
}

/**
 * The dice of the cells: channels, and over them regions, later ones over earlier ones.
 * Errors: `invalid-input` for a channel that the latent lacks.
 */
export function cellShares({ channels, regions }: DiceParts, dims: NoiseDims): Shares {
  const [count, height, width] = dims
  const area = height * width
  const owner = new Uint8Array(count * area)
  const dice: Die[] = []
  for (const [name, seed] of Object.entries(channels)) {
    const channel = Number(name)
    if (channel >= count)
      throw new StudioError(
        'invalid-input',
        `There is no latent channel ${channel} in this model: its channels are 0 to ${count - 1}. Take that die away`,
      )
    const draw = streamNormals(seed, 'channel', { index: channel })
    const mine = dice.push({ key: `channel ${channel} ${seed}`, draw: i => draw(i - channel * area) })
    owner.fill(mine, channel * area, (channel + 1) * area)
  }
  for (const region of regions) {
    const mine = dice.push({ key: `region ${region.seed}`, draw: streamNormals(region.seed, 'region') })
    const inside = coverOf(region, height, width)
    for (let i = 0; i < owner.length; i++) if (inside[i % area]) owner[i] = mine
  }
  return { owner, dice }
}

/** The cells that `size` from `start`, in shares of n cells, holds: those whose middle it holds, at least one. */
function span(start: number, size: number, n: number): [first: number, end: number] {
  const first = Math.ceil(start * n - 0.5)
  const end = Math.min(n, Math.ceil((start + size) * n - 0.5))
  if (first < end) return [first, end]
  const middle = Math.min(n - 1, Math.floor((start + size / 2) * n))
  return [middle, middle + 1]
}

/** Per latent cell, row by row, 1 where a region holds its middle; a rectangle between middles holds the cell around it. */
export function coverOf({ rectangle, mask }: Region, height: number, width: number): Uint8Array {
  const out = new Uint8Array(height * width)
  if (rectangle) {
    const [left, right] = span(rectangle.x, rectangle.width, width)
    const [top, bottom] = span(rectangle.y, rectangle.height, height)
    for (let y = top; y < bottom; y++) out.fill(1, y * width + left, y * width + right)
  }
  if (mask) {
    const bits = unpackMask(mask)
    for (let i = 0; i < out.length; i++) {
      const column = Math.floor((((i % width) + 0.5) / width) * mask.columns)
      const row = Math.floor(((Math.floor(i / width) + 0.5) / height) * mask.rows)
      out[i] = bits[row * mask.columns + column]!
    }
  }
  return out
}
