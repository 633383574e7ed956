/** `node bench/decode-once.ts FOLDER SIDE HOW RUNS OUT`: decodes one latent, writes its bytes to OUT, prints milliseconds and peak MiB. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { normalSources } from '#engine/random/normal.ts'
import { spread } from './table.ts'

/** What the decoder has room for. */
export const ways = {
  whole: {},
  'layers, 64': { tile: 64 },
  'layers, 32': { tile: 32 },
  'apart, 32': { tile: 32, apart: true },
} as const
export type Way = keyof typeof ways
export type Decoded = { ms: number; mebibytes: number }

const [, , folder = '', side = '', way = '', runs = '', out = ''] = process.argv
if (import.meta.main) console.log(JSON.stringify(await decodeOnce()))

async function decodeOnce(): Promise<Decoded> {
  const model = await openModel(folder, { device: 'cpu', threads: availableParallelism() })
  await model.park()
  Object.assign(model.economy, ways[way as Way])
  const latent = smooth(Number(side), model.latentChannels)
  const times: number[] = []
  let rgb = new Uint8Array()
  for (let i = 0; i < Number(runs); i++) {
    const start = performance.now()
    rgb = new Uint8Array(
      (await decodeLatent(model, latent, [model.latentChannels, Number(side), Number(side)])).rgb,
    )
    times.push(performance.now() - start)
  }
  await writeFile(out, rgb)
  await model.release()
  return { ms: spread(times).median, mebibytes: process.resourceUsage().maxRSS / 1024 }
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
