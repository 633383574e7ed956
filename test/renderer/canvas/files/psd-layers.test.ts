import { writePsd } from 'ag-psd'
import { describe, expect, test } from 'vitest'
import {
  type PixelLayer,
  type Pixels,
  readPsdLayers,
  writePsdLayers,
} from '../../../../renderer/canvas/files/psd-layers.ts'
import { trimmed } from '../../../../renderer/canvas/files/trimmed.ts'

const filled = (
  width: number,
  height: number,
  colour: readonly [number, number, number, number],
): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => colour[i % 4]!),
})
const asImage = (pixels: Pixels) => pixels as unknown as ImageData
const room = { pixels: 1e6, layers: 100 }
const red = filled(4, 3, [255, 0, 0, 255])
const half = filled(2, 5, [0, 128, 255, 128])
const paper = filled(16, 12, [255, 255, 255, 255])
const bytesOf = (bytes: Uint8Array<ArrayBuffer>) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)

test('layers come back as they were written: order, names, places, opacity, visibility, pixels', () => {
  const layers: PixelLayer[] = [
    { name: 'Himmel über allem 空', left: 3, top: 2, opacity: 1, visible: true, pixels: red },
    { name: 'Ink', left: -1, top: 7, opacity: 128 / 255, visible: false, pixels: half },
  ]
  expect(readPsdLayers(bytesOf(writePsdLayers(layers, paper)), room)).toEqual(layers)
})

test('a PSD without layers is its flat picture', () => {
  const bytes = writePsd({ width: 4, height: 3, imageData: asImage(red) })
  const found = readPsdLayers(bytes, room) as PixelLayer[]
  expect(found.map(({ pixels, visible }) => [pixels, visible])).toEqual([[red, true]])
})

test('groups dissolve; a hidden one hides, a faint one fades what is in it; what holds no pixels is left out', () => {
  const inner = { name: 'leaf', imageData: asImage(red), opacity: 128 / 255, blendMode: 'multiply' as const }
  const bytes = writePsd({
    width: 16,
    height: 12,
    children: [
      { name: 'empty' },
      { name: 'group', hidden: true, opacity: 51 / 255, children: [inner, { ...inner, name: 'twig' }] },
      { name: 'above', imageData: asImage(half) },
    ],
  })
  const found = readPsdLayers(bytes, room) as PixelLayer[]
  expect(found.map(({ name, visible }) => [name, visible])).toEqual([
    ['leaf', false],
    ['twig', false],
    ['above', true],
  ])
  expect(found[0]!.opacity).toBeCloseTo((51 / 255) * (128 / 255), 6)
})

describe('refused before it is unpacked', () => {
  const three = bytesOf(
    writePsdLayers(
      [1, 2, 3].map(n => ({ name: `${n}`, left: 0, top: 0, opacity: 1, visible: true, pixels: red })),
      paper,
    ),
  )
  test('more layers than there is room for', () => {
    expect(readPsdLayers(three, { ...room, layers: 2 })).toBe('many')
    expect(readPsdLayers(three, { ...room, layers: 3 })).toHaveLength(3)
  })
  test('a page of too many pixels', () =>
    expect(readPsdLayers(three, { ...room, pixels: 16 * 12 - 1 })).toBe('huge'))
  test('layers that come to too many pixels on a page that does not', () => {
    const small = bytesOf(
      writePsdLayers(
        [1, 2].map(n => ({ name: `${n}`, left: 0, top: 0, opacity: 1, visible: true, pixels: paper })),
        filled(2, 2, [0, 0, 0, 255]),
      ),
    )
    expect(readPsdLayers(small, { ...room, pixels: 2 * 16 * 12 - 1 })).toBe('huge')
  })
  test('colours that cannot be read as they are shown: CMYK', () => {
    const copy = three.slice(0)
    new DataView(copy).setUint16(24, 4)
    expect(readPsdLayers(copy, room)).toBe('colours')
  })
  test('what is damaged, at every place that it can be cut off', () => {
    for (const length of [0, 3, 20, 26, 60, Math.floor(three.byteLength / 3)])
      expect(readPsdLayers(three.slice(0, length), room)).toBe('broken')
  })
})

describe('trimming', () => {
  test('keeps what is not clear and says where it lies', () => {
    const page = filled(5, 4, [9, 9, 9, 0])
    page.data.set([1, 2, 3, 4], (1 * 5 + 2) * 4)
    page.data.set([5, 6, 7, 8], (3 * 5 + 3) * 4)
    const found = trimmed(page)!
    expect([found.left, found.top, found.pixels.width, found.pixels.height]).toEqual([2, 1, 2, 3])
    expect([...found.pixels.data.subarray(0, 4)]).toEqual([1, 2, 3, 4])
    expect([...found.pixels.data.subarray(-4)]).toEqual([5, 6, 7, 8])
  })
  test('gives nothing where all is clear', () => expect(trimmed(filled(3, 3, [0, 0, 0, 0]))).toBe(null))
})
