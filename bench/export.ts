import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { encodePlain } from '#engine/png/picture-file.ts'
import { recode } from '#main/studio/export/recode.ts'
import { exportFormats } from '#shared/studio/exchange.ts'
import { inScratch } from './picture.ts'
import { ms, spread, table } from './table.ts'

const side = 512
const runs = 5

/** How long one picture of 512 px takes as each kind of file, at the usual quality, and how large it is then. */
export default async function exportBench(): Promise<string> {
  return inScratch(async scratch => {
    const file = join(scratch, 'a.png')
    writeFileSync(file, encodePlain({ width: side, height: side, rgb: scene() }))
    const load = loadavg()[0]!.toFixed(1)
    const rows: string[][] = []
    for (const format of exportFormats.filter(name => name !== 'png')) {
      const wish = { file, format, quality: null, strip: false }
      const { bytes } = await recode(wish)
      const times: number[] = []
      for (let i = 0; i < runs; i++) {
        const start = performance.now()
        await recode(wish)
        times.push(performance.now() - start)
      }
      rows.push([format, ...ms(spread(times)), `${Math.round(bytes.length / 1024)} KiB`])
    }
    return table([`${side} x ${side}, load ${load}`, 'min', 'median', 'max', 'size'], rows)
  })
}

/** Smooth colours under coarse waves and a little grain, as a painted picture has them. */
function scene(): Uint8Array {
  let state = 7
  const grain = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return (state / 2 ** 31 - 0.5) * 12
  }
  const rgb = new Uint8ClampedArray(side * side * 3)
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (const phase of [0, 2, 4])
        rgb[i++] = 128 + 60 * Math.sin(x / 40 + phase) + 50 * Math.cos(y / 23 - x / 61 + phase) + grain()
  return new Uint8Array(rgb)
}
