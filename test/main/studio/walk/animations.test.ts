import { decode } from 'fast-png'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { encodePlain } from '#engine/png/picture-file.ts'
import { animatedPng, walkKeyword } from '#main/studio/walk/apng.ts'
import { animatedWebp, webpFrame } from '#main/studio/walk/webp.ts'
import { pngOf, readChunks, readTexts } from '#shared/png/chunks.ts'

/** A soft slope whose colour changes from frame to frame. */
function frame(n: number, width = 33, height = 18) {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width
    return [x * 7, 40 * n, 255 - x * 5][i % 3]!
  })
  return { width, height, rgb }
}
const frames = [0, 1, 2, 3].map(n => frame(n))
const word = (data: Uint8Array, at: number) => new DataView(data.buffer, data.byteOffset).getUint32(at)
const half = (data: Uint8Array, at: number) => new DataView(data.buffer, data.byteOffset).getUint16(at)

test('an animated PNG holds every frame to the last bit, in order, with its time', () => {
  const file = animatedPng(frames.map(encodePlain), { perSecond: 24, loop: true }, '{"a":1}')
  const chunks = [...readChunks(file)]
  const types = chunks.map(({ type }) => type)
  expect(types.slice(0, 5)).toEqual(['IHDR', 'acTL', 'iTXt', 'fcTL', 'IDAT'])
  expect(types.at(-1)).toBe('IEND')
  const { data: control } = chunks[1]!
  expect([word(control, 0), word(control, 4)]).toEqual([4, 0])
  expect(readTexts(file).get(walkKeyword)).toBe('{"a":1}')
  // Sequence numbers run through fcTL and fdAT alike.
  const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
  expect(numbered.map(({ data }) => word(data, 0))).toEqual(numbered.map((_, i) => i))
  for (const { type, data } of chunks)
    if (type === 'fcTL') {
      expect([word(data, 4), word(data, 8), word(data, 12), word(data, 16)]).toEqual([33, 18, 0, 0])
      expect([half(data, 20), half(data, 22)]).toEqual([1, 24])
    }
  // Each frame's data under the first header is that frame's picture.
  const starts = chunks.flatMap(({ type }, i) => (type === 'fcTL' ? [i] : []))
  for (const [n, start] of starts.entries()) {
    const data = chunks
      .slice(start + 1, starts[n + 1] ?? -1)
      .map(({ type, data }) => ({ type: 'IDAT', data: type === 'fdAT' ? data.subarray(4) : data }))
    const alone = pngOf([chunks[0]!, ...data, { type: 'IEND', data: new Uint8Array(0) }])
    expect(decode(alone, { checkCrc: true }).data).toEqual(frames[n]!.rgb)
  }
  // Who knows no animation sees the first frame.
  expect(decode(file).data).toEqual(frames[0]!.rgb)
})

test('an open way is shown once', () => {
  const file = animatedPng(frames.map(encodePlain), { perSecond: 12, loop: false }, '{}')
  expect(word([...readChunks(file)][1]!.data, 4)).toBe(1)
})

test('libwebp reads the animated WebP back: size, times, loop, and frames that look the same', async () => {
  const images = await Promise.all(frames.map(webpFrame))
  const file = animatedWebp(images, frames[0]!, { perSecond: 24, loop: true })
  const { pages, delay, loop, width, pageHeight, format } = await sharp(file, { animated: true }).metadata()
  expect({ pages, loop, width, pageHeight, format }).toEqual({
    pages: 4,
    loop: 0,
    width: 33,
    pageHeight: 18,
    format: 'webp',
  })
  // 24 a second are not whole milliseconds, but four frames are a sixth of a second all the same.
  expect(delay).toEqual([42, 41, 42, 42])
  for (const [n, { rgb }] of frames.entries()) {
    const data = await sharp(file, { page: n }).removeAlpha().raw().toBuffer()
    const off = data.reduce((sum, value, i) => sum + Math.abs(value - rgb[i]!), 0) / rgb.length
    expect(off).toBeLessThan(6)
  }
  const once = animatedWebp(images, frames[0]!, { perSecond: 24, loop: false })
  expect((await sharp(once, { animated: true }).metadata()).loop).toBe(1)
})
