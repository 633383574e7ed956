import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'fast-png'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { encodePicture, pictureOrigin, sha256 } from '#engine/png/picture-file.ts'
import { decodePicture } from '#main/studio/codecs/decode-picture.ts'
import { type RecodeWish, recode } from '#main/studio/export/recode.ts'
import { readExif } from '#shared/pictures/exif.ts'
import { exifBlock } from '#shared/pictures/exif-block.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { internationalChunk, readTexts, textChunk, withChunks } from '#shared/png/chunks.ts'
import { recordOf } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const foreign = (name: string) => join(import.meta.dirname, '../../../fixtures/foreign', name)
const scene = (side: number) => {
  const rgb = new Uint8Array(side * side * 3)
  for (let i = 0; i < side * side; i++) rgb.set([i % side, Math.floor(i / side), 90], i * 3)
  return { width: side, height: side, rgb }
}
const prompt = 'a red bird, "alert" – 灯台 🐦'
/** A picture of ours, of 64 px. */
function ours(): string {
  const file = join(scratch.path, 'ours.png')
  const picture = scene(64)
  writeFileSync(file, encodePicture(picture, { ...recordOf(7, prompt, 64), pixels: sha256(picture.rgb) }))
  return file
}
const asked = (file: string, wish: Partial<RecodeWish> = {}) =>
  recode({ file, format: null, quality: null, strip: false, ...wish })
const farthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0)
const rgbOf = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer()

describe('a picture as another file', () => {
  test.each(['jpeg', 'webp', 'avif'] as const)(
    '%s: the same to the eye, and it says how it was made',
    async format => {
      const { bytes, ending, notes } = await asked(ours(), { format })
      expect(notes).toEqual([])
      expect(ending).toBe({ jpeg: '.jpg', webp: '.webp', avif: '.avif' }[format])
      const info = await sharp(bytes).metadata()
      expect(info).toMatchObject({ width: 64, height: 64, format: format === 'avif' ? 'heif' : format })
      expect(farthest(await rgbOf(bytes), scene(64).rgb)).toBeLessThan(24)
      const said = readExif(new Uint8Array(info.exif!))
      expect(said.UserComment).toMatch(
        /^a red bird, "alert" – 灯台 🐦\nNegative prompt: rain\nSteps: 4, Sampler: DDIM/,
      )
      if (format === 'avif') return
      expect(pictureOrigin(bytes, 'x')).toEqual(pictureOrigin(readFileSync(ours()), 'x'))
      // Without our record it is A1111's text that others read.
      expect(readPictureTexts(bytes)?.texts.get('exif:UserComment')).toBe(said.UserComment)
    },
  )

  test('quality counts', async () => {
    const sizes = await Promise.all(
      [10, 95].map(async quality => (await asked(ours(), { format: 'jpeg', quality })).bytes.length),
    )
    expect(sizes[0]).toBeLessThan(sizes[1]!)
  })

  test.each(['jpeg', 'webp', 'avif', 'png', null] as const)(
    'stripped as %s it says nothing',
    async format => {
      const { bytes, notes } = await asked(ours(), { format, strip: true })
      expect(notes).toEqual([])
      expect((await sharp(bytes).metadata()).exif).toBeUndefined()
      expect(Buffer.from(bytes).includes('red bird')).toBe(false)
      expect(Buffer.from(bytes).includes('Steps')).toBe(false)
      expect(farthest(await rgbOf(bytes), scene(64).rgb)).toBeLessThan(24)
    },
  )

  test.each(['jpeg', 'webp'] as const)('%s stripped keeps its pixels to the bit', async format => {
    const file = join(scratch.path, `x.${format}`)
    const { bytes } = await asked(ours(), { format })
    writeFileSync(file, bytes)
    const out = await asked(file, { strip: true })
    expect(pixelsOf(await decodePicture(out.bytes, 'x'))).toBe(pixelsOf(await decodePicture(bytes, 'x')))
    expect(() => pictureOrigin(out.bytes, 'x')).toThrow(/does not say how/)
    expect((await sharp(out.bytes).metadata()).exif).toBeUndefined()
  })

  test('as it is, it is the same bytes; back to PNG it claims only the pixels that it has', async () => {
    const file = ours()
    expect((await asked(file)).bytes).toEqual(new Uint8Array(readFileSync(file)))
    const jpeg = join(scratch.path, 'x.jpg')
    writeFileSync(jpeg, (await asked(file, { format: 'jpeg' })).bytes)
    const { bytes } = await asked(jpeg, { format: 'png' })
    const back = pictureOrigin(bytes, 'x')
    if (back.kind !== 'reroll') throw new Error('lost its record')
    expect(back.record.settings.prompt).toBe(prompt)
    expect(back.record.pixels).toBe(pixelsOf(await decodePicture(bytes, 'x')))
    expect(readTexts(bytes).get('parameters')).toMatch(/Steps: 4/)
  })

  test('one that is to be turned comes out upright', async () => {
    const file = join(scratch.path, 'turned.jpg')
    const raw = { width: 40, height: 20, channels: 3 } as const
    const side = Buffer.alloc(40 * 20 * 3, 60).fill(200, 0, 40 * 10 * 3)
    writeFileSync(file, await sharp(side, { raw }).jpeg().withMetadata({ orientation: 6 }).toBuffer())
    for (const wish of [{ strip: true }, { format: 'webp' }, { format: 'png' }] as const)
      expect(await sharp((await asked(file, wish)).bytes).metadata()).toMatchObject({ width: 20, height: 40 })
  })

  test.each([
    ['a1111.png', []],
    ['comfyui.png', []],
    ['novelai.png', []],
    ['fooocus.png', []],
    ['sdcpp.png', []],
    ['invokeai.png', ['what it says of its making has no place in .jpg']],
  ])('what other programs say comes along, or that it does not is said: %s', async (name, notes) => {
    const file = foreign(name)
    const before = pictureOrigin(new Uint8Array(readFileSync(file)), name)
    const out = await asked(file, { format: 'jpeg' })
    expect(out.notes).toEqual(notes)
    if (notes.length) return
    const after = pictureOrigin(out.bytes, name)
    if (before.kind !== 'foreign' || after.kind !== 'foreign') throw new Error('expected another program')
    expect(after.settings).toEqual(before.settings)
  })

  test('a record too long for a JPEG is left out, and that is said; WebP takes it', async () => {
    const longer = join(scratch.path, 'longer.png')
    const record = { ...recordOf(1, 'word '.repeat(3900), 16), more: 'word '.repeat(12_000) }
    writeFileSync(
      longer,
      withChunks(encode({ ...scene(16), data: scene(16).rgb, channels: 3 }), [
        textChunk('parameters', 'a bird\nSteps: 4, Sampler: DDIM, Seed: 1, Size: 16x16'),
        internationalChunk('reroll', JSON.stringify(record)),
      ]),
    )
    const cut = await asked(longer, { format: 'jpeg' })
    expect(cut.notes[0]).toMatch(/too long for \.jpg/)
    expect(pictureOrigin(cut.bytes, 'x')).toMatchObject({ kind: 'foreign', foreign: { prompt: 'a bird' } })
    const webp = await asked(longer, { format: 'webp' })
    expect(webp.notes).toEqual([])
    expect(pictureOrigin(webp.bytes, 'x').kind).toBe('reroll')
  })

  test('what is damaged is told in a sentence', async () => {
    const file = join(scratch.path, 'x.png')
    writeFileSync(file, readFileSync(ours()).subarray(0, 60))
    await expect(asked(file, { format: 'jpeg' })).rejects.toMatchObject({ code: 'invalid-input' })
    writeFileSync(file, 'Dear diary')
    await expect(asked(file)).rejects.toThrow('x.png is no picture any more')
  })
})

const pixelsOf = ({ rgb }: { rgb: Uint8Array }) => sha256(rgb)

test('an EXIF block is read back, whatever is in it', () => {
  expect(exifBlock({})).toBeNull()
  for (const texts of [
    { UserComment: 'ö 灯台 🐦' },
    { Software: 'abc' },
    {
      Software: 'ab',
      Model: 'prompt:{}',
      MakerNote: 'reroll:{"a":"é"}',
      UserComment: 'x',
      ImageDescription: 'long text',
    },
  ])
    expect(readExif(exifBlock(texts)!)).toEqual(texts)
})
