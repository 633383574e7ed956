import { expect, test } from 'vitest'
import { thinLine } from '#shared/edges/thin-line.ts'
import { thinned } from '#shared/edges/thinning.ts'
import { components, disc, noise, parts, picture } from './pictures.ts'

test('a drawn circle becomes one closed line along its middle', () => {
  const ring = (x: number, y: number) => 1 - disc(48, 48, 31.5)(x, y) + disc(48, 48, 28.5)(x, y)
  const lines = thinLine(picture(96, 96, ring))
  expect(components(lines, 96)).toHaveLength(1)
  expect(parts(lines, 96, 0, 48 * 96 + 48)).toBe(true)
  lines.forEach((on, i) => {
    if (on) expect(Math.abs(Math.hypot((i % 96) - 48, Math.floor(i / 96) - 48) - 30)).toBeLessThan(1.6)
  })
})

test('an area has a line along its edge, none within', () => {
  const lines = thinLine(picture(96, 96, (x, y) => 1 - disc(48, 48, 30)(x, y)))
  expect(parts(lines, 96, 0, 48 * 96 + 48)).toBe(true)
  lines.forEach((on, i) => {
    if (on) expect(Math.hypot((i % 96) - 48, Math.floor(i / 96) - 48)).toBeGreaterThan(25)
  })
})

test('faint noise gives no line', () => {
  const random = noise()
  expect(components(thinLine(picture(96, 96, () => 0.7 + 0.03 * random())), 96)).toEqual([])
})

test('thinning keeps how many parts there are and the hole of a ring', () => {
  const ink = new Uint8Array(64 * 64)
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++) {
      const r = Math.hypot(x - 24, y - 24)
      if ((r > 8 && r < 15) || (x > 45 && x < 55 && y > 40 && y < 58)) ink[y * 64 + x] = 1
    }
  const lines = thinned(ink, 64, 64)
  expect(components(lines, 64)).toHaveLength(2)
  expect(parts(lines, 64, 0, 24 * 64 + 24)).toBe(true)
  // Thin: no square of two by two is all ink.
  for (let i = 0; i < 62 * 64; i++)
    expect(Boolean(lines[i] && lines[i + 1] && lines[i + 64] && lines[i + 65])).toBe(false)
})
