import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { areaAverage } from '#engine/area-average.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain, pictureOrigin, sha256 } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { upscalerKeeper } from '#engine/upscale/keeper.ts'
import { openUpscaler, type Upscaler } from '#engine/upscale/open.ts'
import { upscaleFiles } from '#engine/upscale/run.ts'
import { overlap, upscale } from '#engine/upscale/upscale.ts'
import { upscaleWithinMemory } from '#engine/upscale/within-memory.ts'
import { StudioError } from '#shared/errors.ts'
import { readTexts } from '#shared/png/chunks.ts'
import type { UpscaleProgress } from '#shared/upscale-contract.ts'
import { fixture } from '../pipeline/draw.ts'

const graph = (name: string) => resolve(import.meta.dirname, '../../parity/graphs', name, 'model.onnx')
const { signal } = new AbortController()

const painted = (width: number, height: number): Picture => ({
  width,
  height,
  rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return 128 + 60 * Math.sin(x / (3 + c)) + 60 * Math.cos(y / (5 - c)) + ((x * y) % 7)
  }),
})

async function withUpscaler<T>(file: string, work: (upscaler: Upscaler) => Promise<T>): Promise<T> {
  const upscaler = await openUpscaler(file, 'cpu')
  try {
    return await work(upscaler)
  } finally {
    await upscaler.session.release()
  }
}

const farthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0)

describe.each([
  ['upscaler-2', 2],
  ['upscaler-4', 4],
])('%s', (name, scale) => {
  test('makes a picture as many times as large as its graph does', async () => {
    await withUpscaler(graph(name), async upscaler => {
      expect(upscaler.scale).toBe(scale)
      const { width, height } = await upscale(upscaler, painted(40, 24), { signal })
      expect([width, height]).toEqual([40 * scale, 24 * scale])
    })
  })

  test('brought down it is the mean of what falls together', async () => {
    await withUpscaler(graph(name), async upscaler => {
      const picture = painted(40, 24)
      const whole = await upscale(upscaler, picture, { signal })
      const { rgb, ...size } = await upscale(upscaler, picture, { factor: scale / 2, signal })
      expect(size).toEqual({ width: (40 * scale) / 2, height: (24 * scale) / 2 })
      const mean = areaAverage(whole, size.width, size.height)
      expect(farthest(rgb, Uint8Array.from(mean, Math.round))).toBeLessThanOrEqual(1)
    })
  })

  test('in tiles is the whole, within 2/255', async () => {
    await withUpscaler(graph(name), async upscaler => {
      const picture = painted(200, 150)
      const whole = await upscale(upscaler, picture, { tile: 256, signal })
      for (const tile of [64, 96]) {
        const tiles: number[] = []
        const parts = await upscale(upscaler, picture, { tile, signal, onTile: (_, of) => tiles.push(of) })
        expect(tiles.length).toBe(tiles[0])
        expect(tiles.length).toBeGreaterThan(4)
        expect(farthest(parts.rgb, whole.rgb)).toBeLessThanOrEqual(2)
      }
    })
  })
})

test('tiles that shared nothing would show: the check notices seams', async () => {
  await withUpscaler(graph('upscaler-2'), async upscaler => {
    const picture = painted(128, 64)
    const whole = await upscale(upscaler, picture, { tile: 128, signal })
    const half = (at: number): Picture => ({
      width: 64,
      height: 64,
      rgb: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % 64, Math.floor(i / 3 / 64)]
        return picture.rgb[(y * 128 + x + at) * 3 + (i % 3)]!
      }),
    })
    const left = await upscale(upscaler, half(0), { signal })
    const wanted = Uint8Array.from({ length: left.rgb.length }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % 128, Math.floor(i / 3 / 128)]
      return whole.rgb[(y * 256 + x) * 3 + (i % 3)]!
    })
    expect(farthest(left.rgb, wanted)).toBeGreaterThan(2)
    expect(overlap).toBeGreaterThan(0)
  })
})

test('is cancelled between two tiles', async () => {
  await withUpscaler(graph('upscaler-2'), async upscaler => {
    const abort = new AbortController()
    const run = upscale(upscaler, painted(200, 64), {
      tile: 64,
      signal: abort.signal,
      onTile: () => abort.abort(),
    })
    await expect(run).rejects.toThrow()
  })
})

test('a graph that asks for sides of a multiple of eight is given those, whatever the picture has', async () => {
  await withUpscaler(graph('upscaler-2'), async upscaler => {
    expect(upscaler.multiple).toBe(1)
    const sides: number[] = []
    const folding: Upscaler = {
      ...upscaler,
      multiple: 8,
      session: {
        ...upscaler.session,
        run: (feeds, wanted) => {
          sides.push(...feeds[upscaler.input.name]!.dims.slice(2))
          return upscaler.session.run(feeds, wanted)
        },
      },
    }
    const picture = painted(101, 37)
    const { width, height, rgb } = await upscale(folding, picture, { tile: 64, signal })
    expect(sides).toEqual([40, 64, 40, 64])
    // But for the border, where its edge goes on.
    const whole = await upscale(upscaler, picture, { signal })
    const inside = (from: Uint8Array) =>
      from.filter((_, i) => Math.floor(i / 3 / width) < height - 16 && Math.floor(i / 3) % width < width - 16)
    expect([width, height]).toEqual([202, 74])
    expect(farthest(inside(rgb), inside(whole.rgb))).toBeLessThanOrEqual(2)
  })
})

test('where memory runs out, tiles become smaller until they fit, and the picture is the same', async () => {
  await withUpscaler(graph('upscaler-2'), async upscaler => {
    const picture = painted(160, 70)
    const whole = await upscale(upscaler, picture, { signal })
    const sides: number[] = []
    const small: Upscaler = {
      ...upscaler,
      session: {
        ...upscaler.session,
        run: async (feeds, wanted) => {
          const side = feeds[upscaler.input.name]!.dims[3]!
          sides.push(side)
          if (side > 64) throw new StudioError('out-of-memory', 'no room')
          return upscaler.session.run(feeds, wanted)
        },
      },
    }
    const parts = await upscaleWithinMemory(small, picture, { signal })
    expect([...new Set(sides)]).toEqual([160, 128, 64])
    expect(farthest(parts.rgb, whole.rgb)).toBeLessThanOrEqual(2)
    const none = { ...small, session: { ...small.session, run: () => Promise.reject(noRoom) } }
    await expect(upscaleWithinMemory(none, picture, { signal })).rejects.toBe(noRoom)
  })
})
const noRoom = new StudioError('out-of-memory', 'no room at all')

test('what would be too large to open again is refused before anything is run', async () => {
  await withUpscaler(graph('upscaler-4'), async upscaler => {
    const huge = { width: 8000, height: 4000, rgb: new Uint8Array(0) }
    await expect(upscale(upscaler, huge, { signal })).rejects.toThrow(/would be 32000 x 16000/)
  })
})

test.each(['unet', 'text_encoder', 'vae_encoder'])('a %s is no upscaler', async part => {
  const file = join(fixture('tiny-sd'), part, 'model.onnx')
  await expect(openUpscaler(file, 'cpu')).rejects.toThrow(/is no upscaler that can be used.*ESRGAN/)
  await expect(openUpscaler(file, 'cpu')).rejects.toMatchObject({ code: 'model-broken' })
})

describe('files', () => {
  let scratch: string
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'reroll-upscale-'))
  })
  afterEach(() => rmSync(scratch, { recursive: true }))

  const bird = resolve(import.meta.dirname, '../../fixtures/red-bird.png')
  const run = (from: string, to: string, events: UpscaleProgress[] = [], factor?: number) =>
    upscaleFiles(
      {
        model: graph('upscaler-2'),
        device: 'cpu',
        images: [{ from, to }],
        tile: 64,
        ...(factor && { factor }),
      },
      { signal, emit: event => events.push(event) },
      upscalerKeeper(),
    )

  test('are written with what made them, and what made them larger', async () => {
    const to = join(scratch, 'large.png')
    const events: UpscaleProgress[] = []
    const { images, scale } = await run(bird, to, events)
    expect(scale).toBe(2)
    expect(images).toMatchObject([{ from: bird, file: to, width: 256, height: 256 }])
    const bytes = readFileSync(to)
    expect(decode(bytes)).toMatchObject({ width: 256, height: 256, channels: 3 })
    const said = readTexts(bytes, () => new Uint8Array()).get('parameters')!
    expect(said).toMatch(/^a red bird on a branch\n/)
    expect(said).toMatch(/, Postprocess upscale by: 2, Postprocess upscaler: upscaler-2$/)
    expect(readTexts(bytes).get('postprocessing')).toBe(
      'Postprocess upscale by: 2, Postprocess upscaler: upscaler-2',
    )
    const before = pictureOrigin(readFileSync(bird), 'bird')
    const after = pictureOrigin(bytes, 'large')
    if (before.kind !== 'reroll' || after.kind !== 'reroll') throw new Error('one has no record')
    expect(after.record).toEqual({
      ...before.record,
      pixels: sha256(decodeRgb(bytes, 'large').rgb),
      upscaled: {
        from: before.record.pixels,
        upscaler: 'upscaler-2',
        hash: sha256(readFileSync(graph('upscaler-2'))),
        factor: 2,
      },
    })
    expect(events.at(-1)).toMatchObject({ kind: 'tile', image: 0, msLeft: 0 })
  })

  test('of pictures without a word say what was done to them alone', async () => {
    const from = join(scratch, 'plain.png')
    writeFileSync(from, encodePlain(painted(64, 64)))
    const to = join(scratch, 'large.png')
    await run(from, to)
    expect([...readTexts(readFileSync(to))]).toEqual([
      ['postprocessing', 'Postprocess upscale by: 2, Postprocess upscaler: upscaler-2'],
    ])
  })

  test('cannot be larger than the graph makes them', async () => {
    await expect(run(bird, join(scratch, 'large.png'), [], 3)).rejects.toThrow(
      'upscaler-2 makes pictures 2 times as large, not 3; ask for 2 or less, or take another upscaler',
    )
  })

  test('that are no pictures are refused, and nothing is left behind', async () => {
    const from = join(scratch, 'no.png')
    writeFileSync(from, 'no')
    const to = join(scratch, 'large.png')
    await expect(run(from, to)).rejects.toThrow(/no\.png is not a PNG file/)
    expect(() => readFileSync(to)).toThrow()
  })
})
