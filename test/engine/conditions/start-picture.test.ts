import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { readAssets } from '#engine/png/assets-chunk.ts'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import type { Assets } from '#shared/conditions.ts'
import { engineContract, type GenerateEvent } from '#shared/engine-contract.ts'
import { fixture } from '../pipeline/draw.ts'
import { filesOf, idOf, painted, png } from './assets-for-tests.ts'

const handlers = engineHandlers()
const pictureBook = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')
const image = png(128, 128, 3, painted)
const mask = png(128, 128, 1, (x, y) => (x >= 64 && x < 96 && y >= 32 && y < 96 ? 255 : 0))
const all = filesOf(image, mask)

type Asked = { start?: object; assets?: Assets; folder?: string; more?: object }

async function draw({ start, assets = all, folder = pictureBook, more = {} }: Asked) {
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-start-'))
  const file = join(scratch, 'a.png')
  const events: GenerateEvent[] = []
  try {
    const request = engineContract['generate.run'].input.parse({
      folder,
      device: 'cpu',
      files: [file],
      assets,
      generation: {
        prompt: 'a red bird',
        seed: 3,
        steps: 4,
        ...more,
        ...(start && { conditions: { start: { image: idOf(image), ...start } } }),
      },
    })
    const result = await handlers['generate.run'](request, {
      signal: new AbortController().signal,
      emit: event => events.push(event),
    })
    const bytes = await readFile(file)
    return { ...decode(bytes), bytes, result, events }
  } finally {
    await rm(scratch, { recursive: true })
  }
}

const sourceAt = (i: number) => painted(Math.floor(i / 3) % 128, Math.floor(i / 384), i % 3)
const columnOf = (i: number) => Math.floor(i / 3) % 128

test('strength 0 gives the image back', async () => {
  const { data } = await draw({ start: { strength: 0 } })
  expect(data.every((value, i) => value === sourceAt(i))).toBe(true)
})

test('all of it at full strength is the picture without the image, bit for bit, with a full mask too', async () => {
  const white = png(16, 16, 1, () => 255)
  const plain = await draw({})
  const whole = await draw({ start: { strength: 1 } })
  const masked = await draw({ start: { strength: 1, mask: idOf(white) }, assets: filesOf(image, white) })
  expect(whole.data).toEqual(plain.data)
  expect(masked.data).toEqual(plain.data)
})

test('what is never free is the image to the bit, what is masked is not', async () => {
  const { data } = await draw({ start: { strength: 1, mask: idOf(mask), feather: 0.02 } })
  const same = [...data].map((value, i) => value === sourceAt(i))
  expect(same.every((one, i) => one || (columnOf(i) > 60 && columnOf(i) < 100))).toBe(true)
  const inside = same.filter((_, i) => columnOf(i) === 80 && Math.floor(i / 384) === 64)
  expect(inside).not.toEqual([true, true, true])
})

test('only what lies around the mask is drawn, and the file has the size of the image', async () => {
  const large = png(300, 200, 3, painted)
  const spot = png(150, 100, 1, (x, y) => (x >= 20 && x < 30 && y >= 20 && y < 30 ? 255 : 0))
  const asked = { image: idOf(large), mask: idOf(spot), strength: 1, padding: 10 }
  const { data, width, height, bytes, result } = await draw({ start: asked, assets: filesOf(large, spot) })
  expect([width, height]).toEqual([300, 200])
  expect(result.images[0]).toMatchObject({ width: 300, height: 200 })
  const origin = pictureOrigin(bytes, 'a.png')
  expect(origin).toMatchObject({ record: { size: { width: 300, height: 200 }, settings: { width: 128 } } })
  const changed = [...data].flatMap((value, i) => {
    const [x, y] = [Math.floor(i / 3) % 300, Math.floor(i / 900)]
    return value === painted(x, y, i % 3) ? [] : [[x, y] as const]
  })
  expect(changed.length).toBeGreaterThan(300)
  for (const [x, y] of changed) {
    expect(x >= 30 && x < 70).toBe(true)
    expect(y >= 30 && y < 70).toBe(true)
  }
})

test('where an image is transparent all is drawn anew, and the rest is kept', async () => {
  const half = png(128, 128, 4, (x, y, c) => (c === 3 ? (x < 64 ? 255 : 0) : painted(x, y, c)))
  const { data } = await draw({ start: { image: idOf(half), strength: 0 }, assets: filesOf(half) })
  const kept = [...data].map((value, i) => value === sourceAt(i))
  expect(kept.every((one, i) => one || columnOf(i) >= 64)).toBe(true)
  expect(kept.filter((_, i) => columnOf(i) > 70).some(one => !one)).toBe(true)
})

test('the files that it names travel in the picture', async () => {
  const { bytes } = await draw({ start: { strength: 0.5, mask: idOf(mask) } })
  expect(readAssets(bytes)).toEqual(all)
  const plain = await draw({})
  expect(readAssets(plain.bytes)).toEqual({})
})

test('files beyond what a picture carries are left out, and that is told', async () => {
  // Noise, so that it does not shrink.
  let state = 1
  const noise = png(3200, 2900, 3, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
  expect(noise.length).toBeGreaterThan(24 << 20)
  const { bytes, result } = await draw({
    start: { image: idOf(noise), strength: 0.5 },
    assets: filesOf(noise),
  })
  expect(readAssets(bytes)).toEqual({})
  expect(result.warnings.join()).toContain('MiB together')
})

test.each<[string, Asked, string]>([
  ['an empty mask', { start: { mask: 'empty' } }, 'The mask is empty'],
  ['a mask of another shape', { start: { mask: 'wide' } }, 'another shape'],
  ['an image that did not come along', { start: {}, assets: {} }, 'not at hand'],
  ['bytes that are not those of the id', { start: {}, assets: { [idOf(image)]: mask } }, 'damaged'],
  ['no PNG', { start: { image: 'text' } }, 'not a PNG'],
  ['an image cut short', { start: { image: 'short' } }, 'damaged'],
  ['a size beyond memory', { start: { image: 'bomb' } }, 'million pixels'],
  ['no encoder', { start: {}, folder: fixture('tiny-v'), more: { width: 64, height: 64 } }, 'no encoder'],
])('%s is told in a sentence', async (_, asked, said) => {
  const bomb = image.slice()
  new DataView(bomb.buffer).setUint32(16, 60_000)
  const files: Record<string, Uint8Array> = {
    empty: png(128, 128, 1, () => 0),
    wide: png(128, 64, 1, () => 255),
    text: new TextEncoder().encode('no picture at all, and that is the whole truth of it'),
    short: image.slice(0, 200),
    bomb,
  }
  const start = Object.fromEntries(
    Object.entries(asked.start ?? {}).map(([key, value]) => [key, idOf(files[value as string]!)]),
  )
  const assets = asked.assets ?? { ...all, ...filesOf(...Object.values(files)) }
  await expect(draw({ ...asked, start, assets })).rejects.toThrow(said)
})

test('grey images are opened, with and without transparency', async () => {
  const grey = png(64, 64, 1, x => x * 4)
  const veiled = png(64, 64, 2, (x, _, c) => (c ? 255 : x * 4))
  const [a, b] = await Promise.all(
    [grey, veiled].map(one => draw({ start: { image: idOf(one), strength: 0 }, assets: filesOf(one) })),
  )
  expect(a!.data).toEqual(b!.data)
})

test('the movie of a way that begins late has a share of change for every step, and frames of those drawn', async () => {
  const steps: number[] = []
  const request = engineContract['time.frames'].input.parse({
    folder: pictureBook,
    device: 'cpu',
    assets: all,
    side: 32,
    generation: {
      prompt: 'a red bird',
      seed: 3,
      steps: 4,
      conditions: { start: { image: idOf(image), strength: 0.5 } },
    },
  })
  const { curve } = await handlers['time.frames'](request, {
    signal: new AbortController().signal,
    emit: ({ step }) => steps.push(step),
  })
  expect(steps).toEqual([3, 4])
  expect(curve.layout).toHaveLength(4)
  expect(curve.layout.slice(0, 3)).toEqual([0, 0, 0])
})

test('drafts of a drawing show the image where it is kept', async () => {
  const request = engineContract['drafts.run'].input.parse({
    folder: pictureBook,
    device: 'cpu',
    assets: all,
    generations: [3, 4].map(seed => ({
      prompt: 'a red bird',
      seed,
      steps: 2,
      conditions: { start: { image: idOf(image), strength: 1, mask: idOf(mask) } },
    })),
  })
  const drafts: Uint8Array[] = []
  await handlers['drafts.run'](request, {
    signal: new AbortController().signal,
    emit: ({ png: bytes }) => drafts.push(decode(bytes!).data as Uint8Array),
  })
  expect(drafts).toHaveLength(2)
  for (const data of drafts)
    expect(data.every((value, i) => columnOf(i) >= 58 || value === sourceAt(i))).toBe(true)
  expect(drafts[0]).not.toEqual(drafts[1])
})

test('an inpainting model without an image draws all of it, with one what is masked', async () => {
  const small = { width: 64, height: 64, steps: 2 }
  const folder = fixture('tiny-inpaint')
  const whole = await draw({ folder, more: small })
  const part = await draw({ folder, more: small, start: { mask: idOf(mask), strength: 1 } })
  expect(whole.data).not.toEqual(part.data)
  const kept = await draw({ folder, more: small, start: { strength: 0 } })
  const column = (i: number) => Math.floor(i / 3) % 64
  expect([...part.data].every((value, i) => column(i) > 28 || value === kept.data[i])).toBe(true)
})

test('a cancel is heard while it draws from an image', async () => {
  const abort = new AbortController()
  const request = engineContract['drafts.run'].input.parse({
    folder: pictureBook,
    device: 'cpu',
    assets: all,
    generations: Array.from({ length: 8 }, (_, seed) => ({
      seed,
      steps: 6,
      conditions: { start: { image: idOf(image), strength: 0.9 } },
    })),
  })
  const running = Promise.resolve(
    handlers['drafts.run'](request, { signal: abort.signal, emit: () => abort.abort() }),
  )
  await expect(running).rejects.toThrow()
})
