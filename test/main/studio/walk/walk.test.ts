import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { encodePlain } from '#engine/png/picture-file.ts'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import { walkHandlers } from '#main/studio/handlers/walk.ts'
import { listFiles, walksFolder } from '#main/studio/library/picture-files.ts'
import { walkWriters } from '#main/studio/walk/save.ts'
import { cancelled } from '#shared/errors.ts'
import { generation } from '#shared/generation.ts'
import { draftsContract, type WalkEvent } from '#shared/studio/drafts.ts'
import { pixels } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const library = () => join(scratch.path, 'library')
const walks = (...path: string[]) => join(library(), walksFolder, ...path)
let drawn: number
let events: WalkEvent[]
let abort: AbortController
let stopAfter: number

beforeEach(() => {
  drawn = 0
  events = []
  stopAfter = Number.POSITIVE_INFINITY
  abort = new AbortController()
  mkdirSync(library())
})

/** An engine that paints each frame in a colour of its own. */
const call = (async (_: 'generate.run', { files }: { files: string[] }) => {
  if (drawn === stopAfter) abort.abort(cancelled())
  abort.signal.throwIfAborted()
  mkdirSync(join(scratch.path, 'cache', 'walks'), { recursive: true })
  writeFileSync(files[0]!, encodePlain(pixels(++drawn * 9)))
}) as unknown as EngineCall

const handlers = () =>
  walkHandlers({
    call,
    libraries: {
      now: async () => ({ folder: library(), requireWritable: async () => {} }),
    } as never,
    cache: join(scratch.path, 'cache'),
    device: () => undefined,
    stampOf: async () => 'stamp',
    checkRoom: async () => {},
  })
const stop = (seed: number) => generation.parse({ seed, prompt: 'a bird' })
const run = (change: object = {}) =>
  handlers()['walk.run'](
    draftsContract['walk.run'].input.parse({
      model: 'picturebook',
      stops: [stop(1), stop(2)],
      between: 2,
      loop: true,
      ...change,
    }),
    { signal: abort.signal, emit: event => void events.push(event) },
  )

describe('a walk', () => {
  test('tells every frame, in order, with the time that is left', async () => {
    expect(await run()).toEqual({ saved: [] })
    expect(events.map(({ index, of }) => [index, of])).toEqual([0, 1, 2, 3, 4, 5].map(i => [i, 6]))
    expect(events[2]!.msLeft).toBeGreaterThanOrEqual(0)
    expect(events.at(-1)!.msLeft).toBe(0)
    expect(new Set(events.map(({ png }) => Buffer.from(png).toString('base64'))).size).toBe(6)
    expect(existsSync(walks())).toBe(false)
  })

  test('that is saved in other forms, or goes on to another stop, draws nothing twice', async () => {
    await run()
    const { saved } = await run({ save: ['apng', 'webp', 'frames'], perSecond: 30 })
    expect(drawn).toBe(6)
    await run({ stops: [stop(1), stop(2), stop(3)], loop: false })
    // The way from 2 on leads to 3 now, and 3 is new.
    expect(drawn).toBe(6 + 3)
    expect(saved.map(({ format }) => format)).toEqual(['apng', 'webp', 'frames'])
    const names = readdirSync(walks()).sort()
    expect(names).toEqual(saved.map(({ name }) => name).sort())
    const frames = readdirSync(walks(saved[2]!.name)).sort()
    expect(frames).toEqual([...[1, 2, 3, 4, 5, 6].map(n => `frame-000${n}.png`), 'walk.json'])
    expect(saved[2]!.files).toBe(7)
    const how = JSON.parse(readFileSync(walks(saved[2]!.name, 'walk.json'), 'utf8'))
    expect(how).toMatchObject({ format: 1, model: 'picturebook', between: 2, loop: true, perSecond: 30 })
    expect(how.stops.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2])
  })

  test('is none of the library’s pictures, whichever form it has', async () => {
    await run({ save: ['apng', 'webp', 'frames'] })
    writeFileSync(join(library(), 'own.png'), encodePlain(pixels(1)))
    expect((await listFiles(library(), true)).pictures).toEqual(['own.png'])
  })

  test('that is cancelled leaves nothing half-written, and goes on where it was', async () => {
    stopAfter = 3
    await expect(run({ save: ['frames', 'webp'] })).rejects.toThrow()
    expect(existsSync(walks())).toBe(false)
    abort = new AbortController()
    stopAfter = Number.POSITIVE_INFINITY
    await run({ save: ['frames'] })
    expect(drawn).toBe(6)
  })

  test('can be read back, and nothing else can', async () => {
    const { saved } = await run({ save: ['webp', 'frames'] })
    const read = (name: string) => handlers()['walk.read']({ name }, {} as never)
    const { bytes, type } = await read(saved[0]!.name)
    expect([type, bytes.length]).toEqual(['image/webp', saved[0]!.bytes])
    expect((await read(`${saved[1]!.name}/frame-0002.png`)).type).toBe('image/png')
    writeFileSync(join(library(), 'own.png'), 'secret')
    for (const name of ['../own.png', 'nothing.webp', '../../etc/passwd', saved[1]!.name])
      await expect(read(name)).rejects.toThrow('There is no saved walk')
  })

  test('with too few stops or none that fit is refused before anything is drawn', async () => {
    const other = { ...stop(2), width: 256 }
    await expect(run({ stops: [stop(1), other] })).rejects.toThrow('No way leads through these pictures')
    expect(drawn).toBe(0)
  })
})

test('a folder with anything else in it is left alone', async () => {
  const folder = join(scratch.path, 'mine')
  mkdirSync(folder)
  writeFileSync(join(folder, 'letter.txt'), 'dear')
  const walk = {
    frames: [encodePlain(pixels(1))],
    showing: { perSecond: 12, loop: true },
    how: '{}',
    signal: abort.signal,
  }
  await expect(walkWriters.frames(folder, walk)).rejects.toThrow('letter.txt')
  expect(readdirSync(folder)).toEqual(['letter.txt'])
})

test('a cancel is heard between two frames of a WebP', async () => {
  const file = join(scratch.path, 'walk.webp')
  const write = (count: number) =>
    walkWriters.webp(file, {
      frames: Array.from({ length: count }, (_, i) => encodePlain(pixels(i))),
      showing: { perSecond: 12, loop: true },
      how: '{}',
      signal: abort.signal,
    })
  // The first use also loads the encoder.
  await write(1)
  rmSync(file)
  setImmediate(() => abort.abort(cancelled()))
  await expect(write(20)).rejects.toMatchObject({ code: 'cancelled' })
  expect(existsSync(file)).toBe(false)
})
