import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { encodePlain } from '#engine/png/picture-file.ts'
import { openLibrary } from '#main/studio/library/open-library.ts'
import { inScratch } from './picture.ts'
import { table } from './table.ts'

const pictures = 10_000
const side = 64

/** How long 10,000 small PNGs of another program take into a library: each is unpacked for its id, copied and synced. */
export default async function libraryImport(): Promise<string> {
  return inScratch(async scratch => {
    const from = join(scratch, 'from')
    mkdirSync(from)
    for (let n = 0; n < pictures; n++) {
      const rgb = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * (1 + (n % 97)) + n) % 256)
      new DataView(rgb.buffer).setUint32(0, n)
      writeFileSync(join(from, `${n}.png`), encodePlain({ width: side, height: side, rgb }))
    }
    const folder = join(scratch, 'pictures')
    mkdirSync(folder)
    const library = await openLibrary({ folder, cache: join(scratch, 'cache') })
    const load = loadavg()[0]!
    const rows: string[][] = []
    const timed = async (name: string) => {
      const start = performance.now()
      const { added, known } = await library.import({ paths: [from] })
      const seconds = (performance.now() - start) / 1000
      rows.push([name, `${seconds.toFixed(1)} s`, `${added.length}`, `${known}`])
    }
    await timed('import')
    await timed('again: all known')
    await library.close()
    const title = `${pictures} PNGs of ${side} x ${side}, load ${load.toFixed(1)} at the start`
    return table([title, 'time', 'added', 'known'], rows)
  })
}
