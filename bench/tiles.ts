import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defaultModel, modelFolder } from '#main/studio/model-library.ts'
import { type Decoded, type Way, ways } from './decode-once.ts'
import { inScratch, root } from './picture.ts'
import { table } from './table.ts'

/** Cells of a latent's side; the picture-book model draws 16 or 32, so that this is a large picture for it. */
const sides = [64, 96]
/** Of each; RUNS names fewer for a large decoder. */
const runs = process.env.RUNS ?? '3'

/**
 * How far a picture is that was decoded within less memory from the same decoded whole, what it costs, and what memory its
 * process took, each in a process of its own. The latent is smooth noise of the model's own spread; the model is the shipped
 * one, or the folder in SD15.
 */
export default async function tiles(): Promise<string> {
  const folder = process.env.SD15 ?? (await modelFolder(defaultModel))
  const rows: string[][] = []
  await inScratch(async scratch => {
    for (const side of sides) {
      const decoded = async (way: Way) => {
        const out = join(scratch, `${side} ${way}.rgb`)
        const script = join(root, 'bench', 'decode-once.ts')
        const { stdout } = await promisify(execFile)(process.execPath, [
          ...[script, folder, String(side), way, runs, out],
        ])
        return { ...(JSON.parse(stdout) as Decoded), rgb: new Uint8Array(await readFile(out)) }
      }
      const whole = await decoded('whole')
      for (const way of Object.keys(ways) as Way[]) {
        const { tile = 0 }: { tile?: number } = ways[way]
        if (tile >= side) continue
        const { rgb, ms, mebibytes } = way === 'whole' ? whole : await decoded(way)
        const off = rgb.map((v, i) => Math.abs(v - whole.rgb[i]!)).sort()
        const at = (share: number) => String(off[Math.floor(share * (off.length - 1))])
        const mean = (off.reduce((sum, v) => sum + v, 0) / off.length).toFixed(2)
        rows.push([
          `${side} cells, ${way}`,
          ...[mean, at(0.99), at(1)],
          `${(ms / 1000).toFixed(2)} s, ${(ms / whole.ms).toFixed(2)}`,
          `${mebibytes.toFixed(0)} MiB`,
        ])
      }
    }
  })
  return table(['of 255', 'mean', '99 %', 'most', 'time', 'peak'], rows)
}
