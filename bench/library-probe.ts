/** `node bench/library-probe.ts FOLDER CACHE COUNT`: what a filled library costs, as JSON, for `library-growth`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Library, openLibrary } from '#main/studio/library/open-library.ts'
import type { PictureSort } from '#shared/studio/pictures.ts'
import { madeUpPicture } from './made-up.ts'
import { processorTime } from './timed.ts'

/** By what was done: ms of the processor, or what its name says. */
export type Probed = Record<string, number>

const runs = 5
/** ms after which what is slow is not done again. */
const enough = 3000

/** The least of some runs. */
async function least(work: (run: number) => unknown): Promise<number> {
  const times: number[] = []
  const begun = performance.now()
  for (let run = 0; run < runs && (!run || performance.now() - begun < enough); run++)
    times.push(await processorTime(() => work(run)))
  return Math.min(...times)
}

async function probed(folder: string, cache: string, count: number): Promise<Probed> {
  const open = () => openLibrary({ folder, cache })
  const before = process.memoryUsage().rss
  const opening: number[] = []
  let library: Library | undefined
  for (let run = 0; run < runs; run++) {
    await library?.close()
    opening.push(
      await processorTime(async () => {
        library = await open()
        library.range({ offset: 0, limit: 200, filter: {} })
      }),
    )
  }
  const one = library!
  const page = (filter: object, offset = 0, sort: PictureSort = 'newest') =>
    one.range({ offset, limit: 200, filter, sort })
  const found: Probed = {
    'open, and read the first 200': Math.min(...opening),
    'a page of 200, anywhere': await least(run => page({}, (run * 7919 * 13) % count)),
    'a page of 200, the very last': await least(() => page({}, count - 200)),
    'words: two, of one in 24': await least(() => page({ query: 'red bra' })),
    'words: one of every picture': await least(() => page({ query: 'number' })),
    'words: the start of a rare one': await least(() => page({ query: 'number 999' })),
    'two ranges in the order of prompts': await least(() =>
      page({ query: 'stars:>=3 steps:20..30' }, 0, 'prompt'),
    ),
    'one range in the order of prompts': await least(() => page({ query: 'steps:20..30' }, 0, 'prompt')),
    'add a picture': await least(run => addOne(one, count + run)),
  }
  await one.close()
  return { ...found, 'memory above the start, MiB': (process.memoryUsage().rss - before) / 2 ** 20 }
}

/** A number that no picture of the library has. */
async function addOne(library: Library, n: number): Promise<void> {
  const file = library.incoming(`${n}.png`)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, madeUpPicture(n + 0x40000000).bytes)
  await library.add(file)
}

const [folder, cache, count] = process.argv.slice(2)
if (import.meta.main) console.log(JSON.stringify(await probed(folder!, cache!, Number(count))))
