import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inventory, openListening } from '../faults/inventory.ts'
import { openQueuePage } from '../faults/queue-page.ts'
import { dice } from '../faults/roll.ts'
import { type ServedChild, servers } from '../main/server/served-child.ts'
import { someDrawing } from '../main/studio/canvas/some-drawing.ts'
import { until } from '../main/studio/scratch.ts'

const startServer = servers()
/** How often the disk fills up. */
const rounds = Number(process.env.REROLL_FILLS ?? 2)

let mount: string
const sh = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'reroll-studio-disk-'))
  sh('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', mount)
})
afterEach(() => {
  sh('umount', '--lazy', mount)
  rmSync(mount, { recursive: true })
})

const ballast = () => join(mount, 'ballast')
const fill = (left: number) => {
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(ballast(), Buffer.alloc(Math.max(0, bavail * bsize - left)))
}
const free = () => rmSync(ballast(), { force: true })
const start = () => startServer(mount, { env: { XDG_CACHE_HOME: join(mount, 'cache') } })
async function end({ child, ended, complained }: ServedChild): Promise<void> {
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(complained()).not.toMatch(/^\s+at /m)
}

/** What may go wrong on a full disk. */
const full = new Set(['disk-full', 'not-writable'])

test(`everything of a studio on a disk that fills up ${rounds} times while it works: clear errors, nothing half-written, and what was said to be kept is there`, {
  timeout: 120_000 + rounds * 60_000,
}, async () => {
  mkdirSync(join(mount, 'pictures'))
  const roll = dice(12)
  const studio = await start()
  const page = await openQueuePage(studio.url)
  const { said } = await openListening(studio.url)
  const { call } = page
  await call('settings.set', { change: { minFreeMiB: 0, embedPictures: false } })
  const { records, strokeOf } = someDrawing()
  const { id: drawing } = await call('drawings.create', { name: 'Heron', records })
  const [begun] = await page.ended(await page.add({ steps: 1, seed: 1 }))
  const picture = begun!.pictures[0]!
  const refused: Record<string, number> = {}
  /** Does it, and again once there is room if there was none; gives whether it was done the first time. */
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      const { code, message } = error as { code: string; message: string }
      if (!full.has(code)) throw new Error(`${what}: ${code} ${message}`)
      refused[what] = (refused[what] ?? 0) + 1
      return false
    }
  }
  let strokes = 0
  let tags: string[] = []
  let seed = 10
  const jobs: string[] = []
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [seed++, seed++]
    jobs.push(...(await page.add({ steps: 2, seed: a }, { steps: 2, seed: b })))
    await new Promise(done => setTimeout(done, roll(600)))
    // Nothing at all, or less than a picture takes.
    fill(round % 2 ? roll(24_000) : 0)
    for (let n = 0; n < 6; n++) {
      const stroke = { [`s${strokes}`]: strokeOf(`s${strokes}`) }
      if (
        await attempt('a stroke', () =>
          call('drawings.append', { id: drawing, revision: strokes, changes: stroke }),
        )
      )
        strokes++
      const tag = `r${round}n${n}`
      if (
        await attempt('a tag', () =>
          call('pictures.edit', { ids: [picture], addTags: [tag], note: 'x'.repeat(roll(8000)) }),
        )
      )
        tags = [...tags, tag]
      await attempt('settings', () => call('settings.set', { change: { trashDays: round * 10 + n } }))
      await attempt('the desk', () =>
        call('session.set', { prompt: `round ${round}, ${n} ${'y'.repeat(roll(6000))}` }),
      )
    }
    const two = () => page.jobs().filter(({ id }) => jobs.slice(-2).includes(id))
    // What cannot be kept ends the one job and lets the other wait.
    await until(
      () => two().some(job => job.state === 'failed') || two().every(job => job.state === 'done'),
      60_000,
    )
    for (const { id, state, error } of two()) {
      if (state !== 'failed') continue
      expect(full.has(error!.code), `${error?.code}: ${error?.message}`).toBe(true)
      refused['a picture'] = (refused['a picture'] ?? 0) + 1
      free()
      await call('jobs.retry', { id })
    }
    free()
    await call('jobs.pause', { paused: false })
    expect((await page.ended(jobs.slice(-2))).map(one => one.state)).toEqual(['done', 'done'])
  }
  await call('library.rebuild', undefined)
  const knew = await inventory(call, [])
  const { tags: kept } = await call('pictures.get', { id: picture })
  expect(kept).toEqual(expect.arrayContaining(tags))
  expect(await call('drawings.open', { id: drawing })).toMatchObject({ revision: strokes, lost: null })
  const { total } = await call('pictures.range', { offset: 0, limit: 1 })
  expect(total).toBe(1 + 2 * rounds)
  await end(studio)

  const names = readdirSync(mount, { recursive: true, encoding: 'utf8' })
  expect(names.filter(name => /\.reroll-tmp|\.kept-|\.damaged-|\.incoming\/./.test(name))).toEqual([])
  for (const name of names.filter(one => !one.startsWith('cache'))) {
    if (name.endsWith('.json')) JSON.parse(readFileSync(join(mount, name), 'utf8'))
    if (name.endsWith('.png')) expect(decode(readFileSync(join(mount, name))).width).toBe(128)
  }
  const again = await start()
  const other = await openListening(again.url)
  await other.call('library.rebuild', undefined)
  knew.delete('queue')
  const knows = await until(() => inventory(other.call, []))
  knows.delete('queue')
  expect(knows).toEqual(knew)
  expect(other.said).toEqual([])
  await end(again)
  console.log(
    `${rounds} times full, refused: ${JSON.stringify(refused)}; told: ${JSON.stringify([...new Set(said)].map(one => one.slice(0, 120)))}`,
  )
  expect(Object.keys(refused).length).toBeGreaterThan(2)
})

test('a studio whose disk is full from the start: it opens, says so, and works once there is room', async () => {
  mkdirSync(join(mount, 'pictures'))
  fill(0)
  const studio = await start()
  expect(studio.url).not.toBe('')
  const page = await openQueuePage(studio.url)
  const { problem } = await page.call('library.info', undefined)
  expect(problem).toMatch(/full/)
  free()
  await until(async () => !(await page.call('library.info', undefined)).problem, 20_000)
  await page.call('settings.set', { change: { minFreeMiB: 0 } })
  expect((await page.ended(await page.add({ steps: 1, seed: 1 }))).map(one => one.state)).toEqual(['done'])
  await end(studio)
})
