import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { lockFolder } from '#main/studio/library/lock.ts'
import { servers } from '../main/server/served-child.ts'
import { scratchFolder, until } from '../main/studio/scratch.ts'
import { openQueuePage } from './queue-page.ts'

const scratch = scratchFolder()
const startServer = servers()
const day = 86_400_000
const long = Boolean(process.env.REROLL_LONG)
/** Days by which the clock is off, one after another; the first is where it was right. */
const jumps = long ? [0, 400, -400, 20_000, -10_000, 1, -1, 0] : [0, 400, -400]
const shifted = pathToFileURL(resolve(import.meta.dirname, 'shift-clock.mjs')).href

test.skipIf(process.platform !== 'linux')(
  `a clock that is set ${jumps.length} times while pictures are drawn: each is there once, dated by the clock, and nobody else gets the library`,
  { timeout: 300_000 },
  async () => {
    const file = join(scratch.path, 'clock')
    const set = (days: number) => writeFileSync(file, String(days * day))
    set(0)
    const env = { NODE_OPTIONS: `--import=${shifted}`, REROLL_CLOCK: file }
    const studio = await startServer(scratch.path, { env })
    const page = await openQueuePage(studio.url)
    for (const [n, days] of jumps.entries()) {
      const ids = await page.add({ steps: 20, seed: 2 * n }, { steps: 1, seed: 2 * n + 1 })
      page.events.length = 0
      await page.drawing(20)
      // In the midst of a picture.
      set(days)
      expect((await page.ended(ids)).map(({ state }) => state)).toEqual(['done', 'done'])
      const left = page.events.flatMap(event => (event.kind === 'progress' ? [event.msLeft] : []))
      for (const ms of left) if (ms !== null) expect(ms >= 0 && ms < 600_000).toBe(true)
      // Set forward past the start of the machine it would look as if the lock were of an earlier time.
      expect(await lockFolder(join(scratch.path, 'pictures'))).toMatchObject({ kind: 'taken' })
      const months = new Date(Date.now() + days * day).toISOString().slice(0, 7)
      const drawn = readdirSync(join(scratch.path, 'pictures'), { recursive: true, encoding: 'utf8' })
      expect(drawn.filter(name => name.startsWith(`${months}/`)).length).toBeGreaterThanOrEqual(1)
    }
    const all = await page.call('pictures.range', { offset: 0, limit: 100, sort: 'newest' })
    expect(all.total).toBe(jumps.length * 2)
    expect(new Set(all.pictures.map(({ seed }) => String(seed))).size).toBe(jumps.length * 2)
    studio.child.kill('SIGTERM')
    expect(await studio.ended).toBe(0)
    // And with the clock right again all are where they were.
    const again = await startServer(scratch.path)
    const other = await openQueuePage(again.url)
    await until(
      async () => (await other.call('pictures.range', { offset: 0, limit: 1 })).total === jumps.length * 2,
    )
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
    expect(again.complained()).toBe('')
  },
)
