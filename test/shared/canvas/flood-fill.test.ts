import fc from 'fast-check'
import { expect, test } from 'vitest'
import { floodFill } from '#shared/canvas/flood-fill.ts'
import { picture } from '../edges/pictures.ts'

const count = (data: Uint8Array) => data.reduce((a, b) => a + b, 0)

/** A box of lines from 8 to 40, with `hole` pixels missing at the top. */
const walls = (hole: number) => (x: number, y: number) => {
  const along = (a: number, b: number) => (a === 8 || a === 40) && b >= 8 && b <= 40
  const missing = y === 8 && x >= 24 && x < 24 + hole
  return (along(x, y) || along(y, x)) && !missing ? 0 : 1
}

test('fills a closed shape up to its outline and nothing else', () => {
  const filled = floodFill(picture(48, 48, walls(0)), 20, 20)!
  expect(count(filled.data)).toBe(31 * 31)
  expect(filled.data[9 * 48 + 9]).toBe(1)
  expect(filled.data[8 * 48 + 9]).toBe(0)
})

test('runs out through a gap, unless gaps of that size are closed', () => {
  const open = picture(48, 48, walls(3))
  expect(count(floodFill(open, 20, 20)!.data)).toBeGreaterThan(40 * 40)
  const closed = floodFill(open, 20, 20, { gap: 4 })!
  expect(closed.data[0]).toBe(0)
  // Every corner within is reached again after the gap was closed.
  for (const [x, y] of [
    [9, 9],
    [39, 9],
    [9, 39],
    [39, 39],
  ] as const)
    expect(closed.data[y * 48 + x]).toBe(1)
})

test('the tolerance says which colours are alike', () => {
  const steps = picture(30, 4, x => (x < 10 ? 0.5 : x < 20 ? 0.55 : 0.8))
  expect(count(floodFill(steps, 0, 0, { tolerance: 5 })!.data)).toBe(40)
  expect(count(floodFill(steps, 0, 0, { tolerance: 20 })!.data)).toBe(80)
  expect(count(floodFill(steps, 0, 0, { tolerance: 255 })!.data)).toBe(120)
})

test('clear pixels are alike whatever colour they hide', () => {
  const clear = picture(10, 10, (x, y) => [(x % 2) as number, y / 10, 0])
  for (let i = 0; i < 100; i++) clear.data[4 * i + 3] = 0
  expect(count(floodFill(clear, 5, 5, { tolerance: 0 })!.data)).toBe(100)
})

test('a start outside the picture fills nothing', () =>
  expect(
    floodFill(
      picture(4, 4, () => 1),
      4,
      0,
    ),
  ).toBeNull())

test('reaches exactly what steps to the four sides reach', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.boolean(), { minLength: 144, maxLength: 144 }),
      fc.nat(143),
      (width, height, wall, at) => {
        const start = at % (width * height)
        const scene = picture(width, height, (x, y) => (wall[y * width + x] ? 0 : 1))
        const like = wall[start]
        const seen = new Set([start])
        for (const i of seen) {
          const [x, y] = [i % width, Math.floor(i / width)]
          for (const [a, b] of [
            [x - 1, y],
            [x + 1, y],
            [x, y - 1],
            [x, y + 1],
          ] as const)
            if (a >= 0 && b >= 0 && a < width && b < height && wall[b * width + a] === like)
              seen.add(b * width + a)
        }
        const filled = floodFill(scene, start % width, Math.floor(start / width))!
        expect([...filled.data.keys()].filter(i => filled.data[i])).toEqual([...seen].sort((a, b) => a - b))
      },
    ),
  )
})
