import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { mended } from '#shared/pictures/decode-text.ts'
import { exifLimits, readExif } from '#shared/pictures/exif.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { pngTextLimits } from '#shared/pictures/png.ts'
import { internationalChunk, textChunk } from '#shared/png/chunks.ts'
import {
  app1,
  ascii,
  bytesOf,
  inflate,
  jpeg,
  png,
  riffChunk,
  segment,
  tiff,
  userComment,
  vp8,
  vp8l,
  vp8x,
  webp,
} from './encode.ts'

const said = 'a fox, 狐 — Steps: 20'

describe('PNG', () => {
  test('texts of all three kinds, and EXIF', () => {
    const z = (keyword: string, text: string) => ({
      type: 'zTXt',
      data: Uint8Array.of(...bytesOf(`${keyword}\0\0`), ...deflateSync(text)),
    })
    const file = png(
      textChunk('parameters', 'a fox'),
      internationalChunk('prompt', said),
      z('workflow', '{"nodes":[]}'),
      textChunk('unknown', 'x'),
      { type: 'eXIf', data: tiff('MM', [], [userComment(said, 'big')]) },
    )
    expect(readPictureTexts(file, inflate)).toEqual({
      kind: 'png',
      width: 1,
      height: 1,
      texts: new Map([
        ['parameters', 'a fox'],
        ['prompt', said],
        ['workflow', '{"nodes":[]}'],
        ['exif:UserComment', said],
      ]),
    })
  })

  test('only so many pieces are unpacked, whatever they hold', () => {
    let unpacked = 0
    const counting = (data: Uint8Array) => {
      unpacked++
      return inflate(data)
    }
    const bomb = {
      type: 'zTXt',
      data: Uint8Array.of(...bytesOf('prompt\0\0'), ...deflateSync(Buffer.alloc(5 << 20))),
    }
    const file = png(...Array.from({ length: 200 }, () => bomb))
    expect(readPictureTexts(file, counting)?.texts.size).toBe(0)
    expect(unpacked).toBe(pngTextLimits.inflated)
  })
})

describe('JPEG', () => {
  test('EXIF of either byte order, with text of either', () => {
    for (const order of ['MM', 'II'] as const)
      for (const text of ['big', 'little'] as const) {
        const block = tiff(order, [ascii(0x0131, 'A program')], [userComment(said, text)])
        const read = readPictureTexts(jpeg(app1(block)))
        expect(read).toMatchObject({ kind: 'jpeg', width: 5, height: 3 })
        expect(read?.texts).toEqual(
          new Map([
            ['exif:Software', 'A program'],
            ['exif:UserComment', said],
          ]),
        )
      }
  })

  test('comments, with a keyword before them and without', () => {
    expect(readPictureTexts(jpeg(segment(0xfe, bytesOf('été'))))?.texts).toEqual(
      new Map([['comment', 'été']]),
    )
    expect(readPictureTexts(jpeg(segment(0xfe, bytesOf(`parameters\0${said}\0`))))?.texts).toEqual(
      new Map([['parameters', said]]),
    )
  })

  test('nothing after the first scan, and nothing of a segment that is cut', () => {
    const whole = jpeg(segment(0xfe, bytesOf('x')))
    expect(
      readPictureTexts(Uint8Array.of(...whole, ...segment(0xfe, bytesOf('late'))))?.texts.get('comment'),
    ).toBe('x')
    const cut = jpeg(segment(0xfe, bytesOf('x'.repeat(100)))).subarray(0, 60)
    expect(readPictureTexts(cut)).toEqual({ kind: 'jpeg', width: 0, height: 0, texts: new Map() })
  })

  test('what another library wrote', async () => {
    const { data, info } = await sharp({ create: { width: 7, height: 4, channels: 3, background: 'red' } })
      .withExif({ IFD0: { ImageDescription: 'a red field', Software: 'vips' } })
      .jpeg()
      .toBuffer({ resolveWithObject: true })
    const read = readPictureTexts(new Uint8Array(data))
    expect(read).toMatchObject({ kind: 'jpeg', width: info.width, height: info.height })
    expect(read?.texts.get('exif:ImageDescription')).toBe('a red field')
    expect(read?.texts.get('exif:Software')).toBe('vips')
  })
})

describe('WebP', () => {
  test.each([
    ['lossy', vp8],
    ['lossless', vp8l],
    ['extended', vp8x],
  ])('the size of a %s one', (_, header) => {
    expect(readPictureTexts(webp(header))).toMatchObject({ kind: 'webp', width: 5, height: 3 })
  })

  test('EXIF, with JPEG’s prefix and without, and XMP; odd lengths are padded', () => {
    const block = tiff('II', [ascii(0x0110, 'prompt:{}')])
    for (const data of [block, Uint8Array.of(...bytesOf('Exif\0\0'), ...block)]) {
      const file = webp(
        vp8x,
        riffChunk('ICCP', [1, 2, 3]),
        riffChunk('EXIF', data),
        riffChunk('XMP ', bytesOf('<é/>')),
      )
      expect(readPictureTexts(file)?.texts).toEqual(
        new Map([
          ['exif:Model', 'prompt:{}'],
          ['xmp', '<é/>'],
        ]),
      )
    }
  })

  test('what another library wrote', async () => {
    for (const options of [{ lossless: true }, { quality: 50 }, { alphaQuality: 50 }]) {
      const data = await sharp({ create: { width: 7, height: 4, channels: 4, background: '#ff000080' } })
        .withExif({ IFD0: { Make: 'workflow:{}' } })
        .webp(options)
        .toBuffer()
      const read = readPictureTexts(new Uint8Array(data))
      expect(read).toMatchObject({ kind: 'webp', width: 7, height: 4 })
      expect(read?.texts.get('exif:Make')).toBe('workflow:{}')
    }
  })
})

describe('EXIF', () => {
  test('every tag that settings may lie in, short texts within the entry too', () => {
    const block = tiff('MM', [
      ascii(0x010e, 'abc'),
      ascii(0x010f, 'make'),
      ascii(0x0110, 'model'),
      ascii(0x0131, 'software'),
      [0x9286, 2, bytesOf('{"bare": "é"}\0')],
      [0x927c, 7, bytesOf('fooocus')],
      [0x0100, 3, Uint8Array.of(1, 2, 3, 4, 5, 6)],
    ])
    expect(readExif(block)).toEqual({
      ImageDescription: 'abc',
      Make: 'make',
      Model: 'model',
      Software: 'software',
      UserComment: '{"bare": "é"}',
      MakerNote: 'fooocus',
    })
  })

  test('encodings by their eight bytes', () => {
    const comment = (text: string) => readExif(tiff('MM', [], [[0x9286, 7, bytesOf(text)]])).UserComment
    expect(comment('ASCII\0\0\0plain')).toBe('plain')
    expect(comment('\0\0\0\0\0\0\0\0é')).toBe('é')
    expect(comment('UNICODE\0UTF-8 under that name')).toBe('UTF-8 under that name')
    expect(comment('UNICODE\0')).toBe(undefined)
  })

  test('directories that name each other, offsets that lead outside, more entries than there are', () => {
    const around = tiff('II', [ascii(0x0131, 'x')], [ascii(0x0110, 'y')])
    const pointer = new DataView(around.buffer)
    pointer.setUint32(8 + 2 + 12 + 8, 8, true)
    expect(readExif(around)).toEqual({ Software: 'x' })
    const outside = tiff('MM', [ascii(0x0131, 'a long text')])
    for (const value of [0xffffffff, 0x7fffffff, outside.length]) {
      new DataView(outside.buffer).setUint32(8 + 2 + 8, value)
      expect(readExif(outside)).toEqual({})
    }
    const many = new Uint8Array(8 + 2 + 12 * 4)
    many.set([...bytesOf('MM'), 0, 42, 0, 0, 0, 8, 255, 255])
    expect(readExif(many)).toEqual({})
    expect(exifLimits.entries).toBeLessThan(65_535)
    for (const bytes of ['', 'MM', 'II*\0\xff\xff\xff\xff', 'Exif\0\0', 'nothing of the kind'])
      expect(readExif(Uint8Array.from(bytes, char => char.charCodeAt(0)))).toEqual({})
  })
})

test('other files are none of the three', () => {
  for (const bytes of ['', 'GIF89a', 'RIFF....WAVE', 'BM', '\x89PNG'])
    expect(readPictureTexts(Uint8Array.from(bytes, char => char.charCodeAt(0)))).toBe(null)
})

test('UTF-8 that was read as Latin-1 is mended, Latin-1 and everything else stays', () => {
  expect(mended(Buffer.from('naïve 夜').toString('latin1'))).toBe('naïve 夜')
  for (const text of ['naïve', 'plain', '夜', '']) expect(mended(text)).toBe(text)
})
