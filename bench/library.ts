import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pictureName } from '#main/studio/library/file-name.ts'
import { type Library, openLibrary } from '#main/studio/library/open-library.ts'
import { sidecarOf } from '#main/studio/library/sidecar.ts'
import type { PictureSort } from '#shared/studio/pictures.ts'
import { row } from './library-rows.ts'
import { madeUp, madeUpPicture } from './made-up.ts'
import { inScratch } from './picture.ts'
import { table } from './table.ts'
import { timed } from './timed.ts'

const pictures = 100_000
const runs = 20

/** How long a library of 100,000 pictures takes to open, to be read a window at a time, and to be looked through. */
export default async function library(): Promise<string> {
  return inScratch(async scratch => {
    const folder = join(scratch, 'pictures')
    fill(folder)
    const open = () => openLibrary({ folder, cache: join(scratch, 'cache') })
    const first = await open()
    const building = gaps()
    const built = await timed(() => first.refresh())
    const builtGap = building()
    await first.close()

    const opening: number[] = []
    for (let i = 0; i < runs; i++) {
      let shown: Library | undefined
      opening.push(
        await timed(async () => {
          shown = await open()
          shown.range({ offset: 0, limit: 200, filter: {} })
        }),
      )
      await shown?.close()
    }
    const one = await open()
    const resting = gaps()
    await new Promise(resolve => setTimeout(resolve, 2000))
    const restGap = resting()
    const looking = gaps()
    const looked = await timed(() => one.refresh())
    const lookedGap = looking()
    const range = async (
      name: string,
      filter: object,
      offset: (i: number) => number = () => 0,
      sort: PictureSort = 'newest',
    ) => {
      const times: number[] = []
      for (let i = 0; i < runs * 2; i++)
        times.push(await timed(() => one.range({ offset: offset(i), limit: 200, filter, sort })))
      return row(name, times)
    }
    const rows = [
      row('open, and read the first 200', opening),
      await range('200 of all, anywhere', {}, i => (i * 7919) % pictures),
      await range('200 of all, the very last', {}, () => pictures - 200),
      await range('words: two, of one in 24', { query: 'red bra' }),
      await range('words: one of every picture', { query: 'number' }),
      await range('words: the start of a rare one', { query: 'number 9999' }),
      await range('filter: starred', { starred: true }, i => (i * 31) % 1000),
      await range(
        'filter and sort: stars:>=3 steps:20..30, prompt',
        { query: 'stars:>=3 steps:20..30' },
        () => 0,
        'prompt',
      ),
      await range('filter and sort: tag, -model, seed', { query: 'tag:kept -model:foo' }, () => 0, 'seed'),
      await range(
        'filter and sort: red size:<100, oldest, middle',
        { query: 'red size:<100' },
        () => 5000,
        'oldest',
      ),
      await range('sort alone: all by prompt, middle', {}, () => pictures / 2, 'prompt'),
      await range('sort alone: all by stars, the end', {}, () => pictures - 200, 'stars'),
      row('look for changes on disk (in the background)', [looked]),
      row('  longest gap of the event loop meanwhile', [lookedGap]),
      row('make the index from nothing', [built]),
      row('  longest gap of the event loop meanwhile', [builtGap]),
      row('  beside it: the longest gap while nothing is done, 2 s', [restGap]),
      row('count everything', await several(() => one.info())),
    ]
    await one.close()
    const bytes = readdirSync(join(scratch, 'cache'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
    const size = `The index takes ${(bytes / 2 ** 20).toFixed(0)} MiB, ${Math.round(bytes / pictures)} bytes a picture.`
    return `${table([`library of ${pictures} pictures`, 'median', 'min', 'max'], rows)}\n\n${size}`
  })
}

/** Gives, when called, the longest that the event loop stood still since, in ms. */
function gaps(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  return () => {
    delay.disable()
    return delay.max / 1e6
  }
}

async function several(work: () => unknown): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < runs; i++) times.push(await timed(work))
  return times
}

/** Files as the studio writes them, with their sidecars. */
function fill(folder: string): void {
  for (let n = 0; n < pictures; n++) {
    const { prompt, created, stars, tags } = madeUp(n)
    const { id, bytes } = madeUpPicture(n)
    const path = join(folder, pictureName({ created, prompt, seed: n, id }))
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, bytes)
    writeFileSync(sidecarOf(path), JSON.stringify({ format: 2, created, stars, tags }))
  }
}
