import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import { type Opened, opened } from './open-studio.ts'
import { paint, paintPlain } from './paint.ts'
import { until } from './scratch.ts'

const root = resolve(import.meta.dirname, '../..')
const graph = (name: string) => join(root, 'parity/graphs', name, 'model.onnx')

let scratch: string
let studio: Opened
let jobs: readonly JobState[] = []
/** One that says how it was made, and one that says nothing. */
let pictures: [told: string, plain: string]
const before = process.env.REROLL_DATA

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-upscale-'))
  process.env.REROLL_DATA = join(scratch, 'data')
  const esrgan = join(scratch, 'ComfyUI/models/upscale_models')
  mkdirSync(esrgan, { recursive: true })
  copyFileSync(graph('upscaler-4'), join(esrgan, '4x-lines.onnx'))
  studio = await opened(scratch)
  studio
    .call('jobs.watch', undefined, {
      onEvent: event => {
        if (event.kind === 'queue') jobs = event.jobs
      },
    })
    .catch(() => {})
  const [told, plain] = [join(scratch, 'told.png'), join(scratch, 'plain.png')]
  paint(told, 4, 'a red bird', 64)
  paintPlain(plain, 5, 64)
  const { added } = await studio.call('library.import', { paths: [told, plain] })
  pictures = added as [string, string]
})
afterAll(async () => {
  await studio?.studio.close()
  if (before === undefined) delete process.env.REROLL_DATA
  else process.env.REROLL_DATA = before
  rmSync(scratch, { recursive: true, force: true })
})

const run = async (more: { upscaler: string; factor?: number; pictures: string[] }) => {
  const { job } = await studio.call('upscalers.run', more)
  return until(() => jobs.find(({ id, state }) => id === job && /done|failed|cancelled/.test(state)), 60_000)
}
const listed = async () =>
  (await studio.call('upscalers.list', undefined)).map(({ id, scale, origin }) => [id, scale, origin])

test('upscalers are added where they lie or copied, found in folders, and told by what they make', async () => {
  const { call } = studio
  expect(await listed()).toEqual([])
  expect(await call('models.add', { folder: graph('upscaler-2'), how: 'copy' })).toEqual({ id: 'upscaler-2' })
  expect(await call('models.add', { folder: resolve(graph('upscaler-4'), '..') })).toEqual({
    id: 'upscaler-4',
  })
  await call('models.lookThrough', { folder: join(scratch, 'ComfyUI'), on: true })
  expect(await listed()).toEqual([
    ['upscaler-2', 2, 'own'],
    ['upscaler-4', 4, 'linked'],
    ['4x-lines', 4, 'watched'],
  ])
  const unet = join(root, 'fixtures/tiny-sd/unet/model.onnx')
  await expect(call('models.add', { folder: unet })).rejects.toMatchObject({ code: 'model-broken' })
  expect((await listed()).length).toBe(3)
})

test('one goes into the trash and comes back; one that lies elsewhere is only forgotten', async () => {
  const { call } = studio
  const { trashed } = await call('upscalers.remove', { upscaler: 'upscaler-2' })
  expect(await call('upscalers.remove', { upscaler: 'upscaler-4' })).toEqual({ trashed: null })
  expect(existsSync(graph('upscaler-4'))).toBe(true)
  await expect(call('upscalers.remove', { upscaler: '4x-lines' })).rejects.toThrow(/looked through/)
  expect(await listed()).toEqual([['4x-lines', 4, 'watched']])
  expect(await call('models.restore', { trashed: trashed! })).toEqual({ id: 'upscaler-2' })
  expect((await listed())[0]).toEqual(['upscaler-2', 2, 'own'])
})

test('pictures become larger ones of the library, which name what they were made of', async () => {
  const { call } = studio
  const job = await run({ upscaler: '4x-lines', factor: 2, pictures })
  expect(job).toMatchObject({ state: 'done', error: null, warnings: [] })
  const [first, second] = await Promise.all(job.pictures.map(id => call('pictures.get', { id })))
  const upscaled = { upscaler: '4x-lines', factor: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }
  expect(first).toMatchObject({
    width: 128,
    height: 128,
    prompt: 'a red bird',
    upscaled: { ...upscaled, from: pictures[0] },
  })
  expect(second).toMatchObject({ width: 128, record: null, upscaled: { ...upscaled, from: pictures[1] } })
  for (const { file, upscaled } of [first!, second!])
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8')).upscaled).toEqual(upscaled)
  const origin = pictureOrigin(readFileSync(first!.file), basename(first!.file))
  expect(origin.kind === 'reroll' && origin.record).toMatchObject({
    upscaled: first!.upscaled,
    pixels: first!.id,
  })
  const { nodes } = await call('lineage.get', { id: pictures[0] })
  expect(nodes.map(({ id, parent, enlarged }) => [id, parent, enlarged])).toContainEqual([
    first!.id,
    pictures[0],
    2,
  ])
})

test('that stays known when the index is made anew, and what was made larger is not drawn again to verify it', async () => {
  const { call } = studio
  await call('library.rebuild', undefined)
  const { nodes } = await call('lineage.get', { id: pictures[1] })
  expect(nodes.map(({ parent }) => parent)).toContain(pictures[1])
  const { damaged, again, skipped } = await call('library.verify', { sample: 4 })
  expect(damaged).toEqual([])
  // It was tried to draw the original again, and it alone.
  expect([...again, ...skipped].map(({ file }) => file)).toEqual([
    (await call('pictures.get', { id: pictures[0] })).file,
  ])
})

test('what cannot be is told at once, or by a job that fails and leaves the queue at work', async () => {
  const { call } = studio
  await expect(call('upscalers.run', { upscaler: 'upscaler-2', factor: 4, pictures })).rejects.toThrow(
    'upscaler-2 makes pictures 2 times as large, not 4',
  )
  await expect(call('upscalers.run', { upscaler: 'nothing', pictures })).rejects.toThrow(/upscaler/)
  await expect(call('upscalers.run', { upscaler: 'upscaler-2', pictures: ['0'.repeat(64)] })).rejects.toThrow(
    /There is no picture/,
  )
  const { job } = await call('upscalers.run', { upscaler: 'upscaler-2', pictures })
  await call('jobs.cancel', { ids: [job] })
  const after = await run({ upscaler: 'upscaler-2', pictures: [pictures[1]] })
  expect(after.state).toBe('done')
  expect(studio.problems).toEqual([])
})
