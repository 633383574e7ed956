import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { openChart, placesFile } from '#main/studio/atlas/chart.ts'
import { placesOf } from '#main/studio/atlas/places.ts'
import { cellsOf } from '../renderer/lib/atlas-cells.ts'
import { crowd } from '../test/engine/maps/crowd-rows.ts'
import { trustworthiness } from '../test/engine/maps/trustworthiness.ts'
import { mapped } from '../test/main/studio/atlas/mapped.ts'
import { row } from './library-rows.ts'
import { inScratch } from './picture.ts'
import { table } from './table.ts'
import { timed } from './timed.ts'

const width = 128
const groups = 200
const never = new AbortController().signal

/** How long the map of a library takes to be made: vectors made up around 200 middles, rows in the index, no files. */
export default async function libraryMap(): Promise<string> {
  const parts: string[] = [`Load of the machine at the start: ${loadavg()[0]!.toFixed(1)}`]
  for (const count of [10_000, 100_000]) parts.push(await ofMany(count))
  return parts.join('\n\n')
}

const ofMany = (count: number): Promise<string> =>
  inScratch(async scratch => {
    const packed = crowd(count, groups, width)
    const { library, close } = mapped(scratch, count, n => ({
      prompt: `a thing${n % groups}, number ${n}`,
      vector: Float32Array.from(
        packed.rows.subarray(n * width, (n + 1) * width),
        value => value * packed.inverse[n]!,
      ),
    }))
    await library.meaning.held()
    const begun = performance.now()
    let rough = 0
    const cache = join(scratch, 'cache')
    const { places } = (await openChart(library, cache).see(never, () => {
      rough ||= performance.now() - begun
    }))!
    const placed = performance.now() - begun
    // It is written when nobody waits for it any more.
    while (!existsSync(placesFile(library, cache))) await new Promise(resolve => setTimeout(resolve, 20))
    const again = await timed(() => openChart(library, cache).see(never, () => {}))
    const chart = openChart(library, cache)
    const shown: number[] = []
    for (let i = 0; i < 3; i++)
      shown.push(
        await timed(() => placesOf(library, chart, { trashed: false }, { signal: never, emit: () => {} })),
      )
    const cells: number[] = []
    for (let level = 0; level < 8; level++) cells.push(await timed(() => cellsOf(places, level)))
    close()
    const rows = [
      row('rough places, after', [rough]),
      row('all placed, after', [placed]),
      row('places read from the disk', [again]),
      row('asked for again, with the words of regions', shown),
      row('squares of a zoom level, in the page', cells),
      ['trustworthiness of 15 neighbours', trustworthiness(packed, places, 15, 40).toFixed(3)],
    ]
    return table([`${count} pictures, ${width} numbers each`, 'median', 'min', 'max'], rows)
  })
