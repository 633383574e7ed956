import { deflateSync, inflateSync } from 'node:zlib'
import { decode, encode } from 'fast-png'
import { expect, test } from 'vitest'
import {
  type Chunk,
  internationalChunk,
  isPng,
  readChunks,
  readTexts,
  textChunk,
  withChunks,
} from '#shared/png/chunks.ts'

const picture = encode({ width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6), channels: 3 })
const bytes = (text: string) => Uint8Array.from(text, char => char.charCodeAt(0))
const inflate = (data: Uint8Array) => inflateSync(data, { maxOutputLength: 1000 })

test('text goes in and comes out, and the pixels stay', () => {
  const png = withChunks(picture, [
    textChunk('parameters', 'a red bird\nSteps: 20'),
    internationalChunk('reroll', '{"p":"鳥 🐦"}'),
  ])
  expect(readTexts(png)).toEqual(
    new Map([
      ['parameters', 'a red bird\nSteps: 20'],
      ['reroll', '{"p":"鳥 🐦"}'],
    ]),
  )
  // Another library reads the file too: checksums and order are right.
  const other = decode(png, { checkCrc: true })
  expect([...other.data]).toEqual([1, 2, 3, 4, 5, 6])
  expect(other.text.parameters).toBe('a red bird\nSteps: 20')
})

test('Latin-1 text is a tEXt chunk, any other an iTXt', () => {
  expect(textChunk('parameters', 'café').type).toBe('tEXt')
  expect(textChunk('parameters', '鳥').type).toBe('iTXt')
})

test('compressed chunks are read where an inflater is given', () => {
  const z: Chunk = { type: 'zTXt', data: Uint8Array.of(...bytes('parameters\0\0'), ...deflateSync('small')) }
  const i: Chunk = {
    type: 'iTXt',
    data: Uint8Array.of(...bytes('reroll\0\x01\0\0\0'), ...deflateSync('größer')),
  }
  const png = withChunks(picture, [z, i])
  expect(readTexts(png, inflate)).toEqual(
    new Map([
      ['parameters', 'small'],
      ['reroll', 'größer'],
    ]),
  )
  expect(readTexts(png).size).toBe(0)
})

test('a text bomb, a damaged chunk and a cut file are left out, not thrown', () => {
  const bomb: Chunk = {
    type: 'zTXt',
    data: Uint8Array.of(...bytes('parameters\0\0'), ...deflateSync(Buffer.alloc(1 << 20))),
  }
  const damaged: Chunk = { type: 'iTXt', data: bytes('reroll\0\x01') }
  expect(readTexts(withChunks(picture, [bomb, damaged]), inflate).size).toBe(0)
  const whole = withChunks(picture, [textChunk('parameters', 'x')])
  expect([...readChunks(whole.subarray(0, 40))].map(({ type }) => type)).toEqual(['IHDR'])
})

test('only PNGs are PNGs', () => {
  expect(isPng(picture)).toBe(true)
  for (const other of [new Uint8Array(), bytes('GIF89a'), picture.subarray(1)])
    expect(isPng(other)).toBe(false)
  expect([...readChunks(bytes('GIF89a'))]).toEqual([])
})
