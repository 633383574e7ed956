import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VerifyEvent } from '#shared/studio/verify.ts'
import { type Opened, opened } from './open-studio.ts'
import { paint } from './paint.ts'
import { scratchFolder } from './scratch.ts'

const scratch = scratchFolder()
let comfy: string
let open: Opened
beforeEach(async () => {
  comfy = join(scratch.path, 'ComfyUI')
  mkdirSync(comfy)
  open = await opened(scratch.path)
})
afterEach(() => open.studio.close())

const snapshot = () =>
  readdirSync(comfy, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => [name, statSync(join(comfy, name)).mtimeMs, statSync(join(comfy, name)).ctimeMs])

describe('watched folders through the contract', () => {
  test('a picture that was drawn here is recalled, scored, edited and imported from there, and no file is touched', async () => {
    const { call, draw, studio } = open
    const job = await draw({ seed: 3 })
    const drawn = await call('pictures.get', { id: job.pictures[0]! })
    // As if another Reroll had drawn it into its own folder.
    const { id } = drawn
    writeFileSync(join(comfy, 'bird.png'), readFileSync(drawn.file))
    await call('pictures.trash', { ids: [id] })
    await call('pictures.purge', { ids: [id] })
    const before = snapshot()
    const heard: number[] = []
    const list = await call('folders.add', { folder: comfy }, { onEvent: ({ done }) => heard.push(done) })
    expect(list).toEqual([{ folder: comfy, name: 'ComfyUI', pictures: 1, problem: null }])
    expect(heard.at(-1)).toBe(1)
    expect((await call('pictures.range', { filter: { query: 'in:comfy' } })).total).toBe(1)
    const shown = await call('pictures.get', { id })
    expect(shown).toMatchObject({
      external: { folder: 'ComfyUI', missing: false },
      record: { settings: { seed: 3 } },
    })
    expect((await studio.image(id, 128))?.type).toBe('image/png')
    expect((await studio.image(id))?.bytes).toEqual(readFileSync(join(comfy, 'bird.png')))
    const score = await call('score.run', {
      model: 'picturebook',
      picture: id,
      texts: ['a red bird', 'snow'],
    })
    expect(score.scores).toHaveLength(2)
    await call('pictures.edit', { ids: [id], stars: 4, addTags: ['theirs'] })
    await expect(call('pictures.trash', { ids: [id] })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(snapshot()).toEqual(before)
    expect((await call('pictures.import', { ids: [id] })).added).toEqual([id])
    expect(await call('pictures.get', { id })).toMatchObject({ stars: 4, tags: ['theirs'] })
    expect(snapshot()).toEqual(before)
    expect(await call('folders.remove', { folder: comfy })).toEqual([])
    await expect(call('folders.add', { folder: join(scratch.path, 'pictures') })).rejects.toThrow(
      /is the library itself/,
    )
  }, 120_000)
})

describe('verifying through the contract', () => {
  test('tells its progress, draws the same pictures again for the same seed, and names damage', async () => {
    const { call, draw } = open
    await draw({ seed: 1 }, { count: 3 })
    const events: VerifyEvent[] = []
    const wish = { sample: 2, seed: 5 }
    const report = await call('library.verify', wish, { onEvent: event => events.push(event) })
    expect(report).toMatchObject({
      checked: 3,
      damaged: [],
      skipped: [],
      missing: 0,
      seed: 5,
      cancelled: false,
    })
    expect(report.again).toHaveLength(2)
    expect(
      report.again.every(({ identical, text }) => identical && /every pixel is the same/.test(text)),
    ).toBe(true)
    expect(new Set(events.map(({ phase }) => phase))).toEqual(new Set(['files', 'drawing']))
    const again = await call('library.verify', wish)
    expect(again.again.map(({ file }) => file)).toEqual(report.again.map(({ file }) => file))
    const bad = join(scratch.path, 'pictures', 'half.png')
    paint(bad, 9)
    writeFileSync(bad, readFileSync(bad).subarray(0, 200))
    const damaged = await call('library.verify', { sample: 0 })
    expect(damaged.damaged).toEqual([
      {
        file: bad,
        why: expect.stringContaining('cut short'),
        advice: expect.stringMatching(/^Put a whole copy/),
      },
    ])
  }, 240_000)

  test('cancelled, it tells what was looked at until then', async () => {
    const { call } = open
    for (let n = 0; n < 40; n++) paint(join(scratch.path, 'pictures', `${n}.png`), n + 1, 'a bird', 64)
    const abort = new AbortController()
    const report = await call(
      'library.verify',
      { sample: 0 },
      {
        signal: abort.signal,
        onEvent: () => abort.abort(),
      },
    )
    expect(report.cancelled).toBe(true)
    expect(report.checked).toBeLessThan(40)
  }, 60_000)
})
