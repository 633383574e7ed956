import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { decodePicture } from '#main/studio/codecs/decode-picture.ts'
import { unpacker } from '#main/studio/library/unpacker.ts'
import { opened as openedStudio } from '../open-studio.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})

/** Smooth, and another colour in each corner. */
const scene = (width: number, height: number, n = 0) =>
  Buffer.from(
    Array.from({ length: width * height }, (_, i) => [
      Math.round(((i % width) / width) * 255),
      Math.round((Math.floor(i / width) / height) * 255),
      n,
    ]).flat(),
  )
const picture = (width: number, height: number, n = 0) =>
  sharp(scene(width, height, n), { raw: { width, height, channels: 3 } })
const rawOf = (file: string) => sharp(file).rotate().removeAlpha().raw().toBuffer()
const farthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0)
const foreign = (name: string) => join(import.meta.dirname, '../../../fixtures/foreign', name)

describe('JPEG and WebP in a library', () => {
  test('are pictures like any other: found, read, labelled, moved, thrown away and brought back', async () => {
    copyFileSync(foreign('a1111.jpg'), join(folder, 'words.JPG'))
    writeFileSync(join(folder, 'photo.jpeg'), await picture(60, 40).jpeg({ quality: 95 }).toBuffer())
    writeFileSync(join(folder, 'sharp.webp'), await picture(50, 70).webp({ lossless: true }).toBuffer())
    const library = await opened(scratch.path)
    expect(library.problems).toEqual([])
    const cards = all(library).pictures
    const named = (name: string) => cards.find(({ id }) => library.fileOf(id).endsWith(name))!
    expect(named('words.JPG')).toMatchObject({ width: 1, height: 1, prompt: expect.stringMatching(/./) })
    expect(named('photo.jpeg')).toMatchObject({ width: 60, height: 40, prompt: '', seed: null })
    expect(named('sharp.webp')).toMatchObject({ width: 50, height: 70, id: sha256(scene(50, 70)) })
    const { id } = named('photo.jpeg')
    await library.edit([id], { starred: true, note: 'on the beach' })
    expect(existsSync(join(folder, 'photo.jpeg.json'))).toBe(true)
    await library.trash([id])
    expect(library.fileOf(id)).toBe(join(folder, '.trash/photo.jpeg'))
    await library.restore([id])
    renameSync(join(folder, 'photo.jpeg'), join(folder, 'renamed.jpg'))
    await library.refresh()
    expect(await library.get(id)).toMatchObject({
      file: join(folder, 'renamed.jpg'),
      starred: true,
      note: 'on the beach',
    })
    await library.close()
  })

  test('are taken in under their own ending', async () => {
    const library = await opened(scratch.path)
    writeFileSync(library.incoming('x.JPEG'), await picture(30, 20).jpeg().toBuffer())
    const id = await library.add(library.incoming('x.JPEG'), new Date(2026, 10, 24, 12).getTime())
    expect(library.fileOf(id)).toBe(join(folder, `2026-11/2026-11-24 untitled ${id.slice(0, 8)}.jpg`))
    await library.close()
  })

  test.each(['jpeg', 'webp'] as const)(
    '%s: thumbnails, ids and pixels as another decoder has them',
    async kind => {
      const file = join(folder, `a.${kind}`)
      writeFileSync(file, await picture(400, 300)[kind]({ quality: 90 }).toBuffer())
      const library = await opened(scratch.path)
      const { id, width, height } = all(library).pictures[0]!
      const { rgb } = await decodePicture(new Uint8Array(readFileSync(file)), 'a')
      expect({ width, height, id }).toEqual({ width: 400, height: 300, id: sha256(rgb) })
      expect(farthest(rgb, await rawOf(file))).toBeLessThanOrEqual(2)
      expect(decodeRgb(readFileSync(await library.thumbnail(id)), 't')).toMatchObject({
        width: 256,
        height: 192,
      })
      await library.close()
      const alone = unpacker(null)
      expect((await alone.unpack(file)).id).toBe(id)
    },
  )

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a JPEG of orientation %d is upright: size, pixels, thumbnail',
    async orientation => {
      const file = join(folder, 'turned.jpg')
      writeFileSync(
        file,
        await picture(400, 300).jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer(),
      )
      const library = await opened(scratch.path)
      const { id, width, height } = all(library).pictures[0]!
      expect([width, height]).toEqual(orientation > 4 ? [300, 400] : [400, 300])
      const read = await decodePicture(new Uint8Array(readFileSync(file)), 'a')
      expect(read).toMatchObject({ width, height })
      expect(farthest(read.rgb, await rawOf(file))).toBeLessThanOrEqual(2)
      const thumbnail = decodeRgb(readFileSync(await library.thumbnail(id)), 't')
      expect(thumbnail).toMatchObject(
        orientation > 4 ? { width: 192, height: 256 } : { width: 256, height: 192 },
      )
      await library.close()
    },
  )

  test('what they are is told by their bytes, and to the window too', async () => {
    writeFileSync(join(folder, 'really-jpeg.png'), await picture(30, 20, 1).jpeg().toBuffer())
    writeFileSync(join(folder, 'b.webp'), await picture(30, 20, 2).webp().toBuffer())
    writeFileSync(join(folder, 'c.png'), await picture(30, 20, 3).png().toBuffer())
    const { studio, call } = await openedStudio(scratch.path)
    await call('library.rebuild', undefined)
    const { pictures } = await call('pictures.range', {})
    const types = await Promise.all(pictures.map(async ({ id }) => (await studio.image(id))!.type))
    expect(types.sort()).toEqual(['image/jpeg', 'image/png', 'image/webp'])
    const bytes = new Uint8Array(readFileSync(foreign('a1111.jpg')))
    expect(await call('pictures.read', { name: 'a1111.jpg', png: bytes })).toMatchObject({ source: 'a1111' })
    await studio.close()
  })

  test('the engine, which reads PNG alone, is given one: of the same pixels, and not for ever', async () => {
    for (let n = 0; n < 18; n++)
      writeFileSync(
        join(folder, `${n}.jpg`),
        await picture(128, 128, n * 10)
          .jpeg()
          .toBuffer(),
      )
    writeFileSync(join(folder, 'own.png'), await picture(20, 20).png().toBuffer())
    const library = await opened(scratch.path)
    const ids = all(library).pictures.map(({ id }) => id)
    for (const id of ids) {
      const file = await library.pngOf(id)
      expect(sha256(decodeRgb(readFileSync(file), 'x').rgb)).toBe(id)
      if (library.fileOf(id).endsWith('.png')) expect(file).toBe(library.fileOf(id))
    }
    expect(readdirSync(join(scratch.path, 'cache/unpacked'))).toHaveLength(16)
    await library.close()
    const { studio, call } = await openedStudio(scratch.path)
    const frames: unknown[] = []
    const files = await Promise.all(ids.map(id => studio.fileOf(id)))
    const jpeg = ids[files.findIndex(file => file.endsWith('.jpg'))]!
    await call('time.dissolve', { id: jpeg, frames: 3 }, { onEvent: frame => frames.push(frame) })
    expect(frames.length).toBeGreaterThan(1)
    await studio.close()
  })

  test('what cannot be read is told in a sentence, and left where it is', async () => {
    const jpeg = await picture(60, 40).jpeg().toBuffer()
    const webp = await picture(60, 40).webp().toBuffer()
    const huge = Buffer.from(jpeg)
    const frame = huge.indexOf(Buffer.of(0xff, 0xc0))
    huge.writeUInt16BE(60_000, frame + 5)
    huge.writeUInt16BE(60_000, frame + 7)
    const spoilt = Buffer.from(jpeg).fill(0xfe, jpeg.indexOf(Buffer.of(0xff, 0xc4)) + 4, frame + 60)
    const frames = await sharp(scene(20, 40), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
      .webp()
      .toBuffer()
    const files: Record<string, [Uint8Array, RegExp]> = {
      'cut.jpg': [jpeg.subarray(0, jpeg.length - 30), /^cut\.jpg is cut short; copy it again$/],
      'cut.webp': [webp.subarray(0, webp.length - 30), /^cut\.webp is cut short; copy it again$/],
      'empty.jpg': [Buffer.alloc(0), /^empty\.jpg is empty \(0 bytes\)$/],
      'huge.jpg': [huge, /^huge\.jpg claims to be 60000 x 60000 pixels/],
      'moves.webp': [frames, /^moves\.webp is an animated WebP; /],
      'print.jpg': [
        await picture(60, 40).toColourspace('cmyk').jpeg().toBuffer(),
        /^print\.jpg is a JPEG for print/,
      ],
      'side.webp': [
        await picture(60, 40).webp().withMetadata({ orientation: 6 }).toBuffer(),
        /^side\.webp is a WebP that says it lies on its side/,
      ],
      'spoilt.jpg': [spoilt, /^spoilt\.jpg is (damaged|cut short)/],
      'text.webp': [Buffer.from('RIFF, he said'), /^text\.webp is no PNG, JPEG or WebP picture/],
    }
    for (const [name, [bytes]] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
    const good = join(folder, 'whole.jpg')
    writeFileSync(good, jpeg)
    const library = await opened(scratch.path)
    expect(all(library).total).toBe(1)
    const problems = library.problems.sort()
    expect(problems).toEqual(Object.values(files).map(([, sentence]) => expect.stringMatching(sentence)))
    expect(existsSync(join(folder, 'cut.jpg'))).toBe(true)
    await library.close()
  })

  test('cut or changed anywhere, one is read or refused in a sentence, never more', async () => {
    const wholes = [await picture(40, 30).jpeg().toBuffer(), await picture(40, 30).webp().toBuffer()]
    for (let n = 0; n < 200; n++) {
      const bytes = new Uint8Array(wholes[n % 2]!)
      const at = (n * 7919) % bytes.length
      const changed = n % 4 < 2 ? bytes.subarray(0, at) : bytes
      if (n % 4 >= 2) changed[at] = (changed[at]! + 1 + n) & 255
      const read = await decodePicture(changed, 'x.jpg').catch((error: unknown) => error)
      if (read instanceof Error)
        expect(read).toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/^x\.jpg /) })
      else expect(read).toMatchObject({ rgb: expect.any(Uint8Array) })
    }
  })
})
