import { availableParallelism } from 'node:os'
import { openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { normalSources } from '#engine/random/normal.ts'
import { defaultModel, modelFolder } from '#main/studio/model-library.ts'
import { spread, table } from './table.ts'

/** Cells of a latent's side; the picture-book model draws 16 or 32, so that this is a large picture for it. */
const sides = [64, 96]
const runs = 3

/**
 * How far a picture decoded in tiles is from the same decoded whole, and what it costs. The latent is smooth noise of the model's own
 * spread; the model is the shipped one, or the folder in SD15.
 */
export default async function tiles(): Promise<string> {
  const folder = process.env.SD15 ?? (await modelFolder(defaultModel))
  const model = await openModel(folder, { device: 'cpu', threads: availableParallelism() })
  const rows: string[][] = []
  for (const side of sides) {
    const dims = [model.latentChannels, side, side] as const
    const latent = smooth(side, model.latentChannels)
    const decode = async (tile: number | null) => {
      model.economy.tile = tile
      const times: number[] = []
      let rgb = new Uint8Array()
      for (let i = 0; i < runs; i++) {
        const start = performance.now()
        rgb = new Uint8Array((await decodeLatent(model, latent, dims)).rgb)
        times.push(performance.now() - start)
      }
      return { rgb, ms: spread(times).median }
    }
    const whole = await decode(null)
    for (const tile of [64, 32].filter(tile => tile < side)) {
      const { rgb, ms } = await decode(tile)
      const off = rgb.map((v, i) => Math.abs(v - whole.rgb[i]!)).sort()
      const at = (share: number) => String(off[Math.floor(share * (off.length - 1))])
      const mean = (off.reduce((sum, v) => sum + v, 0) / off.length).toFixed(2)
      rows.push([`${side} cells in tiles of ${tile}`, mean, at(0.99), at(1), (ms / whole.ms).toFixed(2)])
    }
  }
  await model.release()
  return table(['of 255', 'mean', '99 %', 'most', 'time'], rows)
}

/** Noise that neighbours share, [channels, side, side]. */
function smooth(side: number, channels: number): Float32Array {
  const coarse = side / 8
  const points = normalSources.cpu(7).normal(channels * (coarse + 1) ** 2)
  const out = new Float32Array(channels * side * side)
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const [j, i] = [Math.floor(y / 8), Math.floor(x / 8)]
        const [v, u] = [(y % 8) / 8, (x % 8) / 8]
        const at = (dy: number, dx: number) => points[(c * (coarse + 1) + j + dy) * (coarse + 1) + i + dx]!
        out[(c * side + y) * side + x] =
          (at(0, 0) * (1 - u) + at(0, 1) * u) * (1 - v) + (at(1, 0) * (1 - u) + at(1, 1) * u) * v
      }
  return out
}
