import { expect, test } from 'vitest'
import { enginePids } from '../e2e/processes.ts'
import { servers } from '../main/server/served-child.ts'
import { scratchFolder } from '../main/studio/scratch.ts'
import { openQueuePage } from './queue-page.ts'

const scratch = scratchFolder()
const startServer = servers()
const long = Boolean(process.env.REROLL_LONG)
/** Longer than any patience of the program (a cancel has 5 s, headers have 10 s). */
const asleepMs = long ? 35_000 : 1_500
const rounds = long ? 3 : 1
const sleepers = long ? (['engine', 'host', 'both'] as const) : (['both'] as const)

test.skipIf(process.platform !== 'linux')(
  'put to sleep and woken, the engine and the host go on: nothing times out, nothing is drawn twice',
  { timeout: 900_000 },
  async () => {
    const studio = await startServer(scratch.path)
    const page = await openQueuePage(studio.url)
    const host = studio.child.pid!
    let seed = 0
    for (let round = 0; round < rounds; round++)
      for (const who of sleepers) {
        const ids = await page.add({ steps: 25, seed: seed++ }, { steps: 1, seed: seed++ })
        page.events.length = 0
        await page.drawing(25)
        const engines = enginePids(host)
        expect(engines.length).toBeGreaterThan(0)
        const asleep = { engine: engines, host: [host], both: [host, ...engines] }[who]
        for (const pid of asleep) process.kill(pid, 'SIGSTOP')
        await new Promise(done => setTimeout(done, asleepMs))
        for (const pid of asleep) process.kill(pid, 'SIGCONT')
        const ends = await page.ended(ids)
        expect(ends.map(({ state, pictures }) => [state, pictures.length])).toEqual([
          ['done', 1],
          ['done', 1],
        ])
        // The same engine: none was given up.
        expect(enginePids(host)).toEqual(expect.arrayContaining(engines))
      }
    const { total } = await page.call('pictures.range', { offset: 0, limit: 1 })
    expect(total).toBe(seed)

    // One that sleeps and is told to stop is ended instead, and the next picture gets another.
    const [stuck, next] = await page.add({ steps: 26, seed: seed++ }, { steps: 1, seed: seed++ })
    await page.drawing(26)
    const engines = enginePids(host)
    for (const pid of engines) process.kill(pid, 'SIGSTOP')
    await page.call('jobs.cancel', { ids: [stuck!] })
    expect((await page.ended([stuck!, next!])).map(({ state }) => state)).toEqual(['cancelled', 'done'])
    studio.child.kill('SIGTERM')
    expect(await studio.ended).toBe(0)
    expect(studio.complained()).toBe('')
  },
)
