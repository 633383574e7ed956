import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { shrinkTo } from '#engine/area-average.ts'
import { encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { pictureName, readable } from '#main/studio/library/file-name.ts'
import { unpack } from '#main/studio/library/pixels.ts'
import { readPicture } from '#main/studio/library/read-picture.ts'
import { unpacker } from '#main/studio/library/unpacker.ts'
import { StudioError } from '#shared/errors.ts'
import { withChunks } from '#shared/png/chunks.ts'
import { paint, paintPlain, pixels } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()

describe('reading a picture file', () => {
  test('gives what its record says, whatever chunks stand around it', async () => {
    const file = join(scratch.path, 'a.png')
    const id = paint(file, 300, 'Ünïcødé 🐦')
    const many = Array.from({ length: 200 }, () => ({ type: 'tIME', data: new Uint8Array(7) }))
    writeFileSync(file, withChunks(readFileSync(file), many))
    expect(await readPicture(file)).toMatchObject({
      id,
      prompt: 'Ünïcødé 🐦',
      negative: 'rain',
      seed: 300,
      width: 8,
    })
  })

  test.each([
    ['comfyui.png', 'an owl on a mossy branch', 'watermark, text', 1125899906842620, 'dreamshaper_8'],
    ['comfyui-custom.png', 'a tram in the snow, warm windows', '', '18446744073709551557', 'sd_xl_base_1.0'],
    ['invokeai.png', 'a desk by a window++', 'people', 2718281828, 'Juggernaut XL v9'],
    [
      'novelai.png',
      'a {fox} in 1.3::autumn leaves::',
      'lowres',
      3816166865,
      'NovelAI Diffusion V4.5 4BDE2A90',
    ],
    ['a1111-old.png', 'masterpiece, 灯台', 'fog', 42, 'anything'],
    ['draw-things.png', 'a stone bridge', 'boats & people', 1664, 'sd_v1.5_f16'],
  ])('gives what another program says: %s', async (name, prompt, negative, seed, model) => {
    const file = join(import.meta.dirname, '../../../fixtures/foreign', name)
    expect(await readPicture(file)).toMatchObject({
      ...{ id: null, width: 1, height: 1, prompt, negative, seed, model, record: null },
      warnings: [],
    })
  })

  test('cut or changed anywhere, it is read or refused in a sentence, never more', async () => {
    const file = join(scratch.path, 'a.png')
    paint(file, 5)
    const whole = readFileSync(file)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole)
        if (!cut && at < bytes.length) bytes[at] = value
        writeFileSync(file, bytes)
        try {
          await readPicture(file)
          await unpack(bytes, 'a.png', 256)
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError)
          expect((error as StudioError).message).toMatch(/^a\.png /)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a record that is a bomb of its own stays packed', async () => {
    const file = join(scratch.path, 'a.png')
    const packed = deflateSync(Buffer.alloc(200 << 20))
    const chunk = Buffer.concat([Buffer.from('reroll\0\x01\0\0\0', 'latin1'), packed])
    writeFileSync(file, withChunks(encodePlain(pixels(1)), [{ type: 'iTXt', data: chunk }]))
    expect(await readPicture(file)).toMatchObject({ id: null, record: null })
  })
})

describe('unpacking', () => {
  const kinds = [
    { channels: 1, depth: 8 },
    { channels: 2, depth: 8 },
    { channels: 3, depth: 8 },
    { channels: 4, depth: 8 },
    { channels: 1, depth: 16 },
    { channels: 3, depth: 16 },
    { channels: 4, depth: 16 },
  ] as const
  test.each(kinds)('$channels channels of $depth bits', ({ channels, depth }) => {
    const size = 5 * 4 * channels
    const data =
      depth === 8
        ? Uint8Array.from({ length: size }, (_, i) => i * 3)
        : Uint16Array.from({ length: size }, (_, i) => i * 3 * 257)
    const { rgb } = decodeRgb(encode({ width: 5, height: 4, data, channels, depth }), 'x.png')
    for (let p = 0; p < 20; p++)
      for (let c = 0; c < 3; c++) expect(rgb[p * 3 + c]).toBe((p * channels + (channels < 3 ? 0 : c)) * 3)
  })

  test('a palette', () => {
    const palette: [number, number, number][] = [
      [1, 2, 3],
      [200, 100, 50],
    ]
    const png = encode({ width: 2, height: 1, data: Uint8Array.of(1, 0), channels: 1, depth: 8, palette })
    expect([...decodeRgb(png, 'x.png').rgb]).toEqual([200, 100, 50, 1, 2, 3])
  })

  test('shrinking keeps the mean, never enlarges, and keeps the shape', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        fc.nat(255),
        (width, height, seed) => {
          const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + seed * 31) % 256)
          const small = shrinkTo({ width, height, rgb }, 32)
          expect(Math.max(small.width, small.height)).toBe(Math.min(32, Math.max(width, height)))
          const mean = (values: Uint8Array) => values.reduce((sum, v) => sum + v, 0) / values.length
          expect(Math.abs(mean(small.rgb) - mean(rgb))).toBeLessThan(1)
        },
      ),
    )
  })

  test('the id is that of the raw RGB rows, on a thread of its own and without one', async () => {
    const file = join(scratch.path, 'a.png')
    const id = paintPlain(file, 9, 300)
    for (const pixelsOf of [unpacker(), unpacker(null), unpacker('/no/such/worker.mjs')]) {
      const { id: found, thumbnail } = await pixelsOf.unpack(file)
      expect(found).toBe(id)
      expect(decodeRgb(thumbnail, 't.png')).toMatchObject({ width: 256, height: 256 })
      await expect(pixelsOf.unpack(join(scratch.path, 'none.png'))).rejects.toThrow()
      await pixelsOf.close()
    }
    expect(sha256(pixels(9, 300).rgb)).toBe(id)
  })
})

describe('names', () => {
  test('are safe on every system, whatever the prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(), (prompt, seed) => {
        const name = pictureName({ created: Date.now(), prompt, seed, id: 'a'.repeat(64) })
        const [month, base, ...rest] = name.split('/')
        expect(rest).toEqual([])
        expect(month).toMatch(/^\d{4}-\d\d$/)
        expect(base).not.toMatch(/[<>:"|?*\\\p{Cc}]|[ .]$|^[ .]/u)
        expect(Buffer.byteLength(`${base}.json`)).toBeLessThan(240)
        expect(base).toBe(base!.normalize('NFC'))
      }),
      { numRuns: 2000 },
    )
  })

  test('read well', () => {
    expect(readable('A red bird,\n(detailed:1.2) on a branch')).toBe('A red bird, detailed 1 2 on a branch')
    expect(readable('con')).toBe('con picture')
    expect(readable('???')).toBe('untitled')
    expect(readable('../../etc/passwd')).toBe('etc passwd')
    expect(readable('words '.repeat(40))).toBe('words words words words words words words words words words')
  })
})
