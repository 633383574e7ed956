import { tilesOf } from '../tiles.ts'

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
 * Decodes a latent in overlapping tiles, which fade into each other over all that they share at least. A tile sees nothing
 * beyond its edge, and a decoder that measures the whole picture (group normalisation, attention) measures the tile
 * instead: docs/devices.md has how far that is off.
 */
export async function decodeInTiles(
  { data, dims }: Cells,
  { tile, scale, decode, signal }: TileOptions,
): Promise<Planes> {
  const [channels, height, width] = dims
  const [wide, high] = [width * scale, height * scale]
  const [w, h] = [Math.min(tile, width), Math.min(tile, height)]
  const sum = new Float32Array(3 * wide * high)
  const cut = { tile: { width: w, height: h }, overlap: Math.floor(tile / 4), join: 'wide', scale } as const
  for (const { left, top, across, down } of tilesOf({ width, height }, cut)) {
    signal?.throwIfAborted()
    const cells = new Float32Array(channels * h * w)
    for (let c = 0; c < channels; c++)
      for (let y = 0; y < h; y++) {
        const from = (c * height + top + y) * width + left
        cells.set(data.subarray(from, from + w), (c * h + y) * w)
      }
    const piece = await decode({ data: cells, dims: [channels, h, w] })
    for (let y = 0; y < piece.height; y++)
      for (let x = 0; x < piece.width; x++) {
        const weight = across[x]! * down[y]!
        const at = (top * scale + y) * wide + left * scale + x
        for (let c = 0; c < 3; c++)
          sum[c * wide * high + at]! += weight * piece.data[(c * piece.height + y) * piece.width + x]!
      }
  }
  return { data: sum, width: wide, height: high }
}
