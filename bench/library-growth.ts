import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { libraryKey } from '#main/studio/library/open-library.ts'
import { fillIndex } from './fill-index.ts'
import { exponent } from './fit.ts'
import type { Probed } from './library-probe.ts'
import { inScratch } from './picture.ts'
import { table } from './table.ts'

const sizes = [1_000, 10_000, 100_000, 1_000_000]

/** How a library's costs grow from 1,000 to 1,000,000 pictures: rows in the index, no files but of those that are added. */
export default async function libraryGrowth(): Promise<string> {
  return inScratch(async scratch => {
    const folder = join(scratch, 'pictures')
    const cache = join(scratch, 'cache')
    const home = join(cache, 'libraries', libraryKey(folder))
    mkdirSync(folder, { recursive: true })
    mkdirSync(home, { recursive: true })
    const all: Probed[] = []
    for (const [i, count] of sizes.entries()) {
      fillIndex(join(home, 'index.sqlite'), sizes[i - 1] ?? 0, count)
      const bytes = readdirSync(home).reduce((sum, name) => sum + statSync(join(home, name)).size, 0)
      all.push({ ...probe(folder, cache, count), 'the index on disk, MiB': bytes / 2 ** 20 })
    }
    const rows = Object.keys(all[0]!).map(name => {
      const values = all.map(one => one[name]!)
      return [
        name,
        ...values.map(value => value.toFixed(value < 10 ? 2 : 0)),
        exponent(sizes, values).toFixed(2),
      ]
    })
    const header = [
      'ms of the processor, least of 5',
      ...sizes.map(size => size.toLocaleString('en')),
      'exponent',
    ]
    return `Load of the machine: ${loadavg()[0]!.toFixed(1)}\n\n${table(header, rows)}`
  })
}

/** In a process of its own, whose memory holds nothing else. */
function probe(folder: string, cache: string, count: number): Probed {
  const file = join(import.meta.dirname, 'library-probe.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, folder, cache, String(count)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The library of ${count} could not be measured: ${stderr}`)
  return JSON.parse(stdout) as Probed
}
