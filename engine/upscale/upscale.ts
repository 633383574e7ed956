import { setImmediate as turn } from 'node:timers/promises'
import { StudioError } from '#shared/errors.ts'
import { areaAverage } from '../area-average.ts'
import type { Picture } from '../pipeline/decode.ts'
import { pngLimits } from '../png/pixels.ts'
import { floats, tensor } from '../tensor.ts'
import { type Tile, tilesOf } from '../tiles.ts'
import type { Upscaler } from './open.ts'

export const tileLimits = { min: 64, max: 2048 } as const
/** Pixels a side: of a tile, and of what two neighbours share. Most upscalers look no farther than half of that. */
export const usualTile = 256
export const overlap = 32

export type UpscaleOptions = {
  /** Pixels a side; a graph of one size has its own. */
  tile?: number
  /** How many times as large, at most what the graph makes; absent: all of it. */
  factor?: number
  signal: AbortSignal
  onTile?: (done: number, of: number) => void
}

/**
 * A picture `factor` times as large, a tile at a time, so that memory goes by the tile; neighbours fade into each other.
 * Less than what the graph makes is the mean of the pixels that fall together.
 * Errors: `invalid-input` for what would be larger than can be opened again, `model-broken` for a graph that gives NaN;
 * `cancelled` between two tiles.
 */
export async function upscale(
  upscaler: Upscaler,
  picture: Picture,
  { tile = usualTile, factor = upscaler.scale, signal, onTile }: UpscaleOptions,
): Promise<Picture> {
  const { scale, only, multiple } = upscaler
  const whole = (side: number) => Math.ceil(Math.min(tile, side) / multiple) * multiple
  const [width, height] = [picture.width * scale, picture.height * scale]
  if (width * height > pngLimits.pixels || Math.max(width, height) > pngLimits.side)
    throw new StudioError(
      'invalid-input',
      `${picture.width} x ${picture.height} pixels, ${scale} times as large, would be ${width} x ${height}; at most ${pngLimits.pixels / 1e6} million are made`,
    )
  const [tileHeight, tileWidth] = only ?? [whole(picture.height), whole(picture.width)]
  const tiles = tilesOf(picture, {
    tile: { width: tileWidth, height: tileHeight },
    overlap: Math.min(overlap, Math.floor(Math.min(tileHeight, tileWidth) / 2)),
    join: 'narrow',
    scale,
  })
  // Sixteen bits a sample: a 250th of a step of the picture that is made of them.
  const sums = new Uint16Array(width * height * 3)
  for (const [i, at] of tiles.entries()) {
    await turn()
    signal.throwIfAborted()
    const piece = cut(picture, at.left, at.top, tileWidth, tileHeight)
    add(sums, { width, height }, await run(upscaler, piece, tileWidth, tileHeight), at, scale)
    onTile?.(i + 1, tiles.length)
  }
  if (factor === scale) return { width, height, rgb: eightBits(sums) }
  const smaller = {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  }
  return {
    ...smaller,
    rgb: eightBits(areaAverage({ width, height, rgb: sums }, smaller.width, smaller.height)),
  }
}

const eightBits = (samples: Uint16Array | Float32Array): Uint8Array =>
  Uint8Array.from(samples, value => Math.round(value / 257))

/** Planes from 0 to 1; beyond the picture its edge goes on. */
function cut(
  { width, height, rgb }: Picture,
  left: number,
  top: number,
  wide: number,
  high: number,
): Float32Array {
  const out = new Float32Array(3 * wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const p = Math.min(top + y, height - 1) * width + Math.min(left + x, width - 1)
      for (let c = 0; c < 3; c++) out[(c * high + y) * wide + x] = rgb[p * 3 + c]! / 255
    }
  return out
}

async function run(
  { session, input, output, file, scale }: Upscaler,
  planes: Float32Array,
  wide: number,
  high: number,
) {
  const fed = { [input.name]: tensor(input.type, planes, [1, 3, high, wide]) }
  const out = (await session.run(fed, [output]))[output]!
  if (out.dims.join() !== [1, 3, high * scale, wide * scale].join())
    throw new StudioError('model-broken', `${file} makes [${out.dims}] of a tile of ${wide} x ${high} pixels`)
  return floats(out)
}

function add(
  sums: Uint16Array,
  { width, height }: { width: number; height: number },
  planes: Float32Array,
  { left: x, top: y, across, down }: Tile,
  scale: number,
): void {
  const [wide, high] = [across.length, down.length]
  const [left, top] = [x * scale, y * scale]
  for (let j = 0; j < Math.min(high, height - top); j++)
    for (let i = 0; i < Math.min(wide, width - left); i++) {
      const share = across[i]! * down[j]!
      if (!share) continue
      const to = ((top + j) * width + left + i) * 3
      for (let c = 0; c < 3; c++) {
        const value = planes[(c * high + j) * wide + i]!
        if (Number.isNaN(value))
          throw new StudioError(
            'model-broken',
            'The upscaler gave numbers that are not numbers (NaN); try another device, or its fp32 file',
          )
        // Two halves that are both rounded up would run over the end.
        sums[to + c] = Math.min(
          65_535,
          sums[to + c]! + Math.round(Math.min(1, Math.max(0, value)) * share * 65_535),
        )
      }
    }
}
