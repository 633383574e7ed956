import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobsEvent } from '#shared/studio/jobs.ts'
import { enginePids } from '../e2e/processes.ts'
import { openPage, servers } from '../main/server/served-child.ts'
import { scratchFolder, until } from '../main/studio/scratch.ts'
import { heldMiB, inspectable } from './inspected.ts'
import { median, residentMiB } from './resident.ts'

const scratch = scratchFolder()
const startServer = servers()
const pictures = Number(process.env.REROLL_QUEUE ?? 24)
/** What is opened, compiled and cached until then is no leak. */
const warm = Math.floor(pictures / 4)
/** So much more is no growth; of a few pictures a twentieth is less than the noise. */
const share = pictures >= 1000 ? 0.05 : 0.25

test.skipIf(process.platform !== 'linux')(
  `${pictures} jobs of four steps: all drawn, and memory is flat after the first ${warm}`,
  async () => {
    const studio = await startServer(scratch.path, { env: { NODE_OPTIONS: inspectable } })
    const page = await openPage(studio.url)
    const host = studio.child.pid!
    const engine: number[] = []
    /** What the host holds, as often as there was time to look. */
    const held: { at: number; mebibytes: number }[] = []
    let most = 0
    let jobs: Extract<JobsEvent, { kind: 'queue' }>['jobs'] = []
    let drawn = 0
    page
      .call('jobs.watch', undefined, {
        onEvent: event => {
          if (event.kind === 'queue') jobs = event.jobs
          if (event.kind !== 'picture') return
          drawn++
          engine.push(Math.max(0, ...enginePids(host).map(residentMiB)))
          most = Math.max(most, residentMiB(host))
        },
      })
      .catch(() => {})
    await page.call('jobs.add', {
      jobs: Array.from({ length: pictures }, (_, n) => ({
        model: 'picturebook',
        generation: { prompt: 'a red bird', seed: String(n), steps: 4, guidance: 1 },
      })),
    })
    const part = Math.max(5, Math.floor(pictures / 20))
    for (let next = warm; next <= pictures; next += part) {
      await until(() => drawn >= next, part * 60_000 + 60_000)
      held.push({ at: drawn, mebibytes: await heldMiB(studio.complained) })
      console.log(
        `${drawn}: the host holds ${held.at(-1)!.mebibytes.toFixed(1)}, the engine ${engine.at(-1)!.toFixed(1)} MiB`,
      )
    }
    await until(() => jobs.length === pictures && jobs.every(({ state }) => state === 'done'), 60_000)
    const { total } = await page.call('pictures.range', { offset: 0, limit: 1 })
    expect(total).toBe(pictures)
    const seen = {
      host: held.map(({ mebibytes }) => mebibytes),
      engine: engine.slice(warm),
    }
    for (const [who, values] of Object.entries(seen)) {
      const third = Math.max(1, Math.floor(values.length / 3))
      const [before, after] = [median(values.slice(0, third)), median(values.slice(-third))]
      console.log(
        `${who}: ${before.toFixed(1)} -> ${after.toFixed(1)} MiB (${(100 * (after / before - 1)).toFixed(1)} %)`,
      )
      expect(after, `the ${who} grew`).toBeLessThan(before * (1 + share))
    }
    console.log(`the host at most, garbage and all: ${most.toFixed(0)} MiB`)
    page.socket.close()
    studio.child.kill('SIGTERM')
    expect(await studio.ended).toBe(0)
    expect(readdirSync(join(scratch.path, 'pictures', '.incoming'))).toEqual([])
  },
  120_000 + pictures * 20_000,
)
