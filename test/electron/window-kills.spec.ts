import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLeftover } from '#main/studio/files/atomic-write.ts'
import type { Client } from '#shared/contract.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { electronHost, openElectron } from '../e2e/electron-host.ts'
import { person, pictureFiles } from '../e2e/person.ts'
import { enginePids, isAlive, pidsBelow } from '../e2e/processes.ts'
import { newProfile, type Profile } from '../e2e/profile.ts'
import { dice } from '../faults/roll.ts'
import { someDrawing } from '../main/studio/canvas/some-drawing.ts'
import { until } from '../main/studio/scratch.ts'
import { windowClient } from './window-client.ts'

type Call = Client<StudioContract>

/** Each of the three is killed so many times. */
const rounds = Number(process.env.REROLL_WINDOW_KILLS ?? 1)
const victims = ['the page', 'the engine', 'the program'] as const
type Victim = (typeof victims)[number]

let profile: Profile
beforeAll(() => {
  profile = newProfile()
})
afterAll(async () => {
  await electronHost.dispose()
  profile?.remove()
})

const { records, strokeOf } = someDrawing()
/** What was answered so far, and so must be there from now on. */
const kept = { drawing: '', strokes: 0, seeds: [] as number[], tags: new Map<string, string[]>() }

async function opened() {
  const studio = await openElectron(profile)
  await person(studio.page).prompt.waitFor()
  const call = await windowClient(studio.page)
  let jobs: readonly JobState[] = []
  call('jobs.watch', undefined, {
    onEvent: event => {
      if (event.kind === 'queue') jobs = event.jobs
    },
  }).catch(() => {})
  return { ...studio, call, failed: () => jobs.filter(({ state }) => state === 'failed') }
}

/** Draws on the canvas, asks for pictures and tags them, until the window is gone or it is told to stop. */
function atWork(call: Call, round: number) {
  const work = { done: 0, stopped: false }
  const stroking = async () => {
    while (!work.stopped) {
      const id = `s${kept.strokes}`
      await call('drawings.append', {
        id: kept.drawing,
        revision: kept.strokes,
        changes: { [id]: strokeOf(id) },
      })
      kept.strokes++
      work.done++
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
  const asking = async () => {
    for (let n = 0; n < 4; n++) {
      const seed = round * 100 + n
      const generation = { prompt: 'a red bird', seed: String(seed), steps: 2, guidance: 1 }
      await call('jobs.add', { jobs: [{ model: 'picturebook', generation }] })
      kept.seeds.push(seed)
      work.done++
    }
  }
  const tagging = async () => {
    for (let n = 0; !work.stopped; n++) {
      await new Promise(resolve => setTimeout(resolve, 50))
      const { pictures } = await call('pictures.range', { offset: 0, limit: 100 })
      const one = pictures[n % Math.max(1, pictures.length)]
      if (!one) continue
      const tag = `r${round}n${n}`
      await call('pictures.edit', { ids: [one.id], addTags: [tag] })
      kept.tags.set(one.id, [...(kept.tags.get(one.id) ?? []), tag])
      work.done++
    }
  }
  for (const doing of [stroking, asking, tagging])
    doing().catch(error => {
      if (!work.stopped) failures.push(error)
    })
  return work
}
const failures: Error[] = []

const victimPids: Record<Victim, (host: number) => number[]> = {
  'the page': host => pidsBelow(host, /--type=renderer/),
  'the engine': enginePids,
  'the program': host => [host],
}

type Studio = Awaited<ReturnType<typeof opened>>
type Work = ReturnType<typeof atWork>

/** What must come of itself after each kill; then the studio ends. */
const afterKill: Record<Victim, (studio: Studio, everything: number[], work: Work) => Promise<void>> = {
  async 'the page'(studio, everything, work) {
    work.stopped = true
    // Asked in main alone: a page that is gone answers nothing. Main learns of it a moment after the kill.
    const isBack = () =>
      studio.app.evaluate(({ BrowserWindow }, before) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        if (!contents || contents.isCrashed() || contents.isLoading()) return false
        const pid = contents.getOSProcessId()
        return pid > 0 && !before.includes(pid)
      }, everything)
    await until(isBack, 60_000)
    await studio.close()
  },
  async 'the engine'({ call, failed, close }, _, work) {
    const before = work.done
    // The job that was drawn is told to have failed, and can be drawn again; all else goes on.
    for (const { id, error } of await until(() => (failed().length ? failed() : null), 60_000)) {
      expect(error!.code).toBe('engine-crashed')
      await call('jobs.retry', { id })
    }
    await until(() => work.done > before + 5, 60_000)
    work.stopped = true
    await close()
  },
  async 'the program'({ app }, everything, work) {
    work.stopped = true
    const child = app.process()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    // Nothing of it goes on alone.
    await until(() => everything.every(one => !isAlive(one)), 30_000)
  },
}

test.runIf(process.platform === 'linux')(
  `page, engine and program of a real window killed ${rounds} times each while it draws and is drawn on: what was answered is there`,
  { timeout: 240_000 + rounds * 240_000 },
  async () => {
    const roll = dice(13)
    let done = 0
    for (let round = 1; round <= rounds * victims.length; round++) {
      const victim = victims[round % victims.length]!
      const studio = await opened()
      const { call, pid } = studio
      if (!kept.drawing) ({ id: kept.drawing } = await call('drawings.create', { name: 'Kills', records }))
      // A change that was never answered may be there or not.
      const { revision, lost } = await call('drawings.open', { id: kept.drawing })
      expect(revision).toBeGreaterThanOrEqual(kept.strokes)
      expect(lost === null || /cut off/.test(lost)).toBe(true)
      kept.strokes = revision
      await call('jobs.pause', { paused: false })
      const work = atWork(call, round)
      const before = 5 + roll(20)
      await until(() => work.done >= before && victimPids[victim](pid).length, 120_000)
      await new Promise(resolve => setTimeout(resolve, roll(300)))
      const everything = [pid, ...pidsBelow(pid, /./)]
      for (const one of victimPids[victim](pid)) process.kill(one, 'SIGKILL')
      await afterKill[victim](studio, everything, work)
      done += work.done
    }
    const studio = await opened()
    const { call } = studio
    const drawn = await call('drawings.open', { id: kept.drawing })
    expect(drawn.revision).toBeGreaterThanOrEqual(kept.strokes)
    for (let n = 0; n < kept.strokes; n++)
      expect(
        drawn.records.some(one => (one as { id: string }).id === `s${n}`),
        `stroke ${n}`,
      ).toBe(true)
    await call('jobs.pause', { paused: false })
    const all = () => call('pictures.range', { offset: 0, limit: 1000 })
    await until(
      async () => {
        const seeds = (await all()).pictures.map(({ seed }) => Number(seed))
        return kept.seeds.every(seed => seeds.includes(seed))
      },
      60_000 + 10_000 * kept.seeds.length,
    )
    const { pictures } = await all()
    expect(new Set(pictures.map(({ seed }) => seed)).size).toBe(pictures.length)
    for (const [id, tags] of kept.tags)
      expect((await call('pictures.get', { id })).tags).toEqual(expect.arrayContaining(tags))
    await studio.close()
    expect(failures.map(({ message }) => message)).toEqual([])
    for (const { bytes } of pictureFiles(profile)) expect(decode(bytes).width).toBe(128)
    const left = [profile.library, profile.data].flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    expect(left.filter(file => isLeftover(file.split('/').at(-1)!))).toEqual([])
    expect(left.filter(file => /\.kept-/.test(file) && !/journal/.test(file))).toEqual([])
    for (const file of left.filter(one => one.endsWith('.json'))) JSON.parse(readFileSync(file, 'utf8'))
    console.log(
      `${rounds} kills of each: ${done} deeds answered; ${kept.strokes} strokes, ${pictures.length} pictures, none lost, none twice`,
    )
    expect(done).toBeGreaterThan(rounds * 5)
  },
)
