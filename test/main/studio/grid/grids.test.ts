import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generation } from '#shared/generation.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import { type Opened, opened } from '../open-studio.ts'
import { until } from '../scratch.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reroll-grids-'))
let studio: Opened
const base = generation.parse({ prompt: 'a red bird', seed: 7, steps: 2 })
const axes = { x: 'seed=1..3', y: 'knob.size=0.5,1', z: '' }
const asked = { model: 'picturebook', generation: base, axes }
let jobs: readonly JobState[] = []
const listen = () =>
  studio
    .call('jobs.watch', undefined, {
      onEvent: event => {
        if (event.kind === 'queue') jobs = event.jobs
      },
    })
    .catch(() => {})
const ended = (id: string) =>
  until(() => jobs.find(job => job.id === id && /done|failed|cancelled/.test(job.state)), 60_000)
const recordOf = (id: string) =>
  JSON.parse(readFileSync(join(scratch, 'pictures', 'grids', id, 'grid.json'), 'utf8'))

beforeAll(async () => {
  studio = await opened(scratch)
  void listen()
})
afterAll(async () => {
  await studio?.studio.close()
  rmSync(scratch, { recursive: true, force: true })
})
const first = async () => (await studio.call('grids.list', undefined))[0]!

test('a grid is drawn cell by cell into the library, and its record says which picture is whose', async () => {
  expect(await studio.call('grids.check', asked)).toEqual({ cells: 6, drawn: 0, warnings: [] })
  const { id, job } = await studio.call('grids.add', asked)
  expect(id).toMatch(/^a red bird [0-9a-f]{8}$/)
  const done = await ended(job)
  expect(done).toMatchObject({ state: 'done', error: null })
  expect(done.pictures).toHaveLength(6)
  expect(recordOf(id)).toMatchObject({ format: 1, axes, model: 'picturebook', pictures: done.pictures })
  const last = await studio.call('pictures.get', { id: done.pictures[5]! })
  expect(last.record!.settings).toMatchObject({ seed: 3, knobs: { size: 1 }, steps: 2 })
  expect(await studio.call('grids.list', undefined)).toMatchObject([
    { id, cells: 6, drawn: 6, prompt: 'a red bird', pictures: done.pictures },
  ])
  expect((await studio.call('grids.get', { id })).pictures).toEqual(done.pictures)
  // The same asked for again is the same grid, of which nothing is drawn anew.
  expect((await studio.call('grids.check', asked)).drawn).toBe(6)
  const again = await studio.call('grids.add', asked)
  expect(again.id).toBe(id)
  expect((await ended(again.job)).pictures).toEqual(done.pictures)
  expect((await studio.call('pictures.range', { limit: 20 })).total).toBe(6)
})

test('its sheet is written beside the record; neither is a picture of the library', async () => {
  const { id } = await first()
  const { file, name, png } = await studio.call('grids.sheet', { id })
  expect(name).toBe(`${id} sheet.png`)
  expect(decode(png).width).toBeGreaterThan(3 * 128)
  expect(readFileSync(file).equals(png)).toBe(true)
  const { pictures } = await studio.call('library.rebuild', undefined)
  expect(pictures).toBe(6)
  await expect(studio.call('grids.sheet', { id, z: 1 })).rejects.toThrow(/1 sheets/)
})

test('what was deleted is missing, and is drawn again when asked for', async () => {
  const { id, pictures } = await first()
  await studio.call('pictures.trash', { ids: [pictures[1]!] })
  await studio.call('pictures.purge', { ids: [pictures[1]!] })
  expect((await studio.call('grids.get', { id })).pictures[1]).toBeNull()
  const { job } = await studio.call('grids.resume', { id })
  // Asked twice, it is drawn once.
  expect((await studio.call('grids.resume', { id })).job).toBe(job)
  expect((await ended(job)).pictures).toEqual(pictures)
})

test('stopped in the middle and after an end of the program it goes on with what it has', async () => {
  const long = { ...asked, generation: { ...base, steps: 8 }, axes: { x: 'seed=1..6', y: '', z: '' } }
  const { id, job } = await studio.call('grids.add', long)
  await until(() => jobs.find(one => one.id === job && one.pictures.length >= 2), 60_000)
  await studio.studio.close()
  const before = recordOf(id).pictures.filter(Boolean) as string[]
  expect(before.length).toBeGreaterThanOrEqual(2)
  expect(before.length).toBeLessThan(6)
  studio = await opened(scratch)
  jobs = []
  void listen()
  const done = await ended(job)
  expect(done).toMatchObject({ state: 'done' })
  expect(done.pictures).toHaveLength(6)
  expect(done.pictures.slice(0, before.length)).toEqual(before)
  const settings = await Promise.all(
    done.pictures.map(async id => (await studio.call('pictures.get', { id })).record!.settings.seed),
  )
  expect(settings).toEqual([1, 2, 3, 4, 5, 6])
})

test('what cannot be is told at once and leaves nothing behind', async () => {
  const grids = join(scratch, 'pictures', 'grids')
  const before = readdirSync(grids)
  const wrong = (change: object) => studio.call('grids.add', { ...asked, ...change })
  await expect(wrong({ axes: { x: '', y: '', z: 'seed=1,2' } })).rejects.toThrow(/across or down/)
  await expect(wrong({ axes: { ...axes, x: 'colour=red' } })).rejects.toThrow(/one of seed/)
  await expect(wrong({ axes: { ...axes, y: 'knob.size=0.5,7' } })).rejects.toThrow(/Knob size must/)
  await expect(wrong({ axes: { ...axes, y: 'model=nobody' } })).rejects.toThrow(/model/)
  await expect(studio.call('grids.get', { id: '../../x 12345678' })).rejects.toThrow(/hexadecimal/)
  await expect(studio.call('grids.get', { id: 'gone 12345678' })).rejects.toThrow(/no grid/)
  expect(readdirSync(grids)).toEqual(before)
  writeFileSync(join(grids, before[0]!, 'grid.json'), '{"format":1')
  expect((await studio.call('grids.list', undefined)).map(({ id }) => id)).not.toContain(before[0])
  await expect(studio.call('grids.get', { id: before[0]! })).rejects.toThrow(/is no grid/)
})

test('a grid that is removed takes its record and its sheets along, not its pictures', async () => {
  const { id } = await first()
  const { total } = await studio.call('pictures.range', { limit: 1 })
  await studio.call('grids.sheet', { id })
  await studio.call('grids.remove', { id })
  expect(readdirSync(join(scratch, 'pictures', 'grids'))).not.toContain(id)
  expect((await studio.call('pictures.range', { limit: 1 })).total).toBe(total)
  rmSync(join(scratch, 'pictures', 'grids'), { recursive: true })
  expect(await studio.call('grids.list', undefined)).toEqual([])
})
