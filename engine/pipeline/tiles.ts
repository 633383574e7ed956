/** Planes [3, height, width] in about -1..1, as a decoder gives them. */
export type Planes = { data: Float32Array; width: number; height: number }

type Cells = { data: Float32Array; dims: readonly [channels: number, height: number, width: number] }
export type TileOptions = {
  /** Latent cells of a tile's side; the overlap is a quarter of it. */
  tile: number
  /** Pixels of a latent cell's side. */
  scale: number
  decode: (cells: Cells) => Promise<Planes>
  signal?: AbortSignal | undefined
}

/**
 * Decodes a latent in overlapping tiles, whose edges are blended by straight ramps. A tile sees nothing beyond its
 * edge, and a decoder that measures the whole picture (group normalisation, attention) measures the tile instead:
 * docs/devices.md has how far that is off.
 */
export async function decodeInTiles(
  { data, dims }: Cells,
  { tile, scale, decode, signal }: TileOptions,
): Promise<Planes> {
  const [channels, height, width] = dims
  const [wide, high] = [width * scale, height * scale]
  const sum = new Float32Array(3 * wide * high)
  const weights = new Float32Array(wide * high)
  const [w, h] = [Math.min(tile, width), Math.min(tile, height)]
  const ramp = Math.max(1, (tile / 4) * scale)
  for (const top of starts(height, h))
    for (const left of starts(width, w)) {
      signal?.throwIfAborted()
      const cut = new Float32Array(channels * h * w)
      for (let c = 0; c < channels; c++)
        for (let y = 0; y < h; y++) {
          const from = (c * height + top + y) * width + left
          cut.set(data.subarray(from, from + w), (c * h + y) * w)
        }
      const piece = await decode({ data: cut, dims: [channels, h, w] })
      const across = ramps(piece.width, ramp, left > 0, left + w < width)
      const down = ramps(piece.height, ramp, top > 0, top + h < height)
      for (let y = 0; y < piece.height; y++)
        for (let x = 0; x < piece.width; x++) {
          const weight = across[x]! * down[y]!
          const at = (top * scale + y) * wide + left * scale + x
          weights[at]! += weight
          for (let c = 0; c < 3; c++)
            sum[c * wide * high + at]! += weight * piece.data[(c * piece.height + y) * piece.width + x]!
        }
    }
  for (let i = 0; i < sum.length; i++) sum[i]! /= weights[i % weights.length]!
  return { data: sum, width: wide, height: high }
}

/** Where tiles begin: a quarter of each over the one before, the last one flush with the end. */
function starts(size: number, tile: number): number[] {
  const step = Math.max(1, tile - Math.floor(tile / 4))
  const found: number[] = []
  for (let at = 0; at + tile < size; at += step) found.push(at)
  return [...found, size - tile]
}

/** 1 in the middle, rising from an edge that another tile lies over. */
const ramps = (size: number, ramp: number, atStart: boolean, atEnd: boolean): Float32Array =>
  Float32Array.from({ length: size }, (_, i) =>
    Math.min(1, atStart ? (i + 0.5) / ramp : 1, atEnd ? (size - i - 0.5) / ramp : 1),
  )
