import { describe, expect, test } from 'vitest'
import { decodeInTiles } from '#engine/pipeline/decode-in-tiles.ts'

const scale = 4
/** A decoder that sees each cell alone: what it gives does not depend on how the latent is cut. */
const alone = async ({ data, dims: [, h, w] }: { data: Float32Array; dims: readonly number[] }) => {
  const [height, width] = [h! * scale, w! * scale]
  const planes = new Float32Array(3 * width * height)
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        planes[(c * height + y) * width + x] =
          data[Math.floor(y / scale) * w! + Math.floor(x / scale)]! * (c + 1)
  return { data: planes, width, height }
}
const latent = (h: number, w: number) => ({
  data: Float32Array.from({ length: 4 * h * w }, (_, i) => Math.sin(i * 12.9898) / 2),
  dims: [4, h, w] as const,
})

describe('decoding in tiles', () => {
  test.each([
    [33, 33],
    [64, 40],
    [17, 90],
    [20, 20],
  ])('%i x %i cells are the whole where cells do not see each other', async (h, w) => {
    const cells = latent(h, w)
    const whole = await alone(cells)
    let most = 0
    const tiled = await decodeInTiles(cells, {
      tile: 16,
      scale,
      decode: async piece => {
        most = Math.max(most, piece.dims[1], piece.dims[2])
        return alone(piece)
      },
    })
    expect(most).toBe(16)
    expect([tiled.width, tiled.height]).toEqual([whole.width, whole.height])
    expect(Math.max(...tiled.data.map((v, i) => Math.abs(v - whole.data[i]!)))).toBeLessThan(1e-6)
  })

  test('seams of tiles that disagree are ramps, not steps', async () => {
    let n = 0
    const { data, width } = await decodeInTiles(latent(8, 40), {
      tile: 16,
      scale,
      decode: async ({ dims: [, h, w] }) => ({
        data: new Float32Array(3 * h * w * scale * scale).fill(n++ % 2),
        width: w * scale,
        height: h * scale,
      }),
    })
    const row = data.slice(0, width)
    expect(new Set([row[0], row[width - 1]]).size + n).toBeGreaterThan(2)
    expect(Math.max(...row.slice(1).map((v, i) => Math.abs(v - row[i]!)))).toBeLessThan(0.1)
  })

  test('is stopped between tiles', async () => {
    const stop = new AbortController()
    let done = 0
    const work = decodeInTiles(latent(16, 64), {
      tile: 16,
      scale,
      signal: stop.signal,
      decode: async piece => {
        done++
        stop.abort()
        return alone(piece)
      },
    })
    await expect(work).rejects.toThrow()
    expect(done).toBe(1)
  })
})
