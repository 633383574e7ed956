import { describe, expect, test } from 'vitest'
import { inkOf } from '#shared/edges/ink.ts'
import type { Rgba } from '#shared/edges/plane.ts'
import { disc, noise, picture } from './pictures.ts'

const side = 96
const middle = side / 2
/** 1 on a ring, 0 beside it. */
const ring = (x: number, y: number) => disc(middle, middle, 30)(x, y) - disc(middle, middle, 26)(x, y)
const clear = (made: Rgba, where: (x: number, y: number) => number): Rgba => {
  for (let i = 0; i < side * side; i++)
    made.data[4 * i + 3] = Math.round(255 * where(i % side, Math.floor(i / side)))
  return made
}
const wanted = inkOf(picture(side, side, (x, y) => 1 - ring(x, y)))
const mean = (one: Uint8Array, other: Uint8Array) =>
  one.reduce((sum, ink, i) => sum + Math.abs(ink - other[i]!), 0) / one.length
const rough = noise()

describe('the same ring of ink, however it was drawn', () => {
  test('dark on white', () => {
    expect(wanted[middle * side + middle - 28]).toBe(255)
    expect([wanted[0], wanted[middle * side + middle]]).toEqual([0, 0])
  })

  const sheet = (x: number, y: number) => (Math.min(x, y, side - 1 - x, side - 1 - y) >= 8 ? 1 : 0)
  test.each<[string, Rgba, number]>([
    ['light on black', picture(side, side, ring), 0.5],
    ['dark on grey paper', picture(side, side, (x, y) => 0.7 * (1 - ring(x, y))), 1],
    [
      'brown on yellowed paper',
      picture(side, side, (x, y) => (ring(x, y) > 0.5 ? [0.2, 0.1, 0] : [0.95, 0.9, 0.7])),
      8,
    ],
    ['light on dark grey', picture(side, side, (x, y) => 0.3 + 0.7 * ring(x, y)), 1],
    [
      'black on nothing',
      clear(
        picture(side, side, () => 0),
        ring,
      ),
      0.5,
    ],
    [
      'white on nothing',
      clear(
        picture(side, side, () => 1),
        ring,
      ),
      0.5,
    ],
    [
      'yellow on nothing',
      clear(
        picture(side, side, () => [1, 1, 0]),
        ring,
      ),
      0.5,
    ],
    [
      'on a sheet cut out, nothing around it',
      clear(
        picture(side, side, (x, y) => 1 - ring(x, y)),
        sheet,
      ),
      0.5,
    ],
    ['on a dark sheet cut out', clear(picture(side, side, ring), sheet), 0.5],
    [
      'with one clear corner',
      clear(
        picture(side, side, (x, y) => 1 - ring(x, y)),
        (x, y) => (x + y < 8 ? 0 : 1),
      ),
      0.5,
    ],
    [
      'on noisy paper',
      picture(side, side, (x, y) => Math.min(1, Math.max(0, 0.95 - 0.95 * ring(x, y) + 0.02 * rough()))),
      4,
    ],
  ])('%s', (_, drawn, allowed) => {
    expect(mean(inkOf(drawn), wanted)).toBeLessThanOrEqual(allowed)
  })
})

describe('paper is what lies along the border', () => {
  const large = disc(middle, middle, 44)
  test.each([
    ['dark', (x: number, y: number) => 1 - large(x, y)],
    ['light', large],
  ])('a %s shape larger than the paper around it is ink', (_, grey) => {
    const ink = inkOf(picture(side, side, grey))
    expect([ink[middle * side + middle], ink[0]]).toEqual([255, 0])
  })

  test("a scanner's black edge is ink, the paper is not", () => {
    const edged = inkOf(picture(side, side, (x, y) => (x < 2 ? 0 : 1 - ring(x, y))))
    expect([edged[1], edged[5], edged[middle * side + middle]]).toEqual([255, 0, 0])
  })
})

test('grey between paper and ink is half ink', () => {
  const ink = inkOf(picture(32, 32, x => (x > 12 && x < 16 ? 0.6 : 1)))
  expect([ink[14], ink[5]]).toEqual([102, 0])
})

test('a picture of one grey has no ink, a clear one neither', () => {
  for (const grey of [0, 0.5, 1]) expect(inkOf(picture(8, 8, () => grey)).every(one => one === 0)).toBe(true)
  const none = picture(8, 8, () => 1)
  none.data.fill(0)
  expect(inkOf(none).every(one => one === 0)).toBe(true)
})
