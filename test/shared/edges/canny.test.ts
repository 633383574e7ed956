import { expect, test } from 'vitest'
import { canny } from '#shared/edges/canny.ts'
import { components, disc, noise, parts, picture, readGrey } from './pictures.ts'

const count = (lines: Uint8Array) => lines.reduce((n, one) => n + (one ? 1 : 0), 0)

/** Share of the lines of one that lie within a pixel of a line of the other. */
function near(a: Uint8Array, b: Uint8Array, width: number): number {
  let met = 0
  a.forEach((on, i) => {
    if (!on) return
    const around = [-1, 0, 1].flatMap(dy => [-1, 0, 1].map(dx => i + dy * width + dx))
    if (around.some(at => b[at])) met++
  })
  return met / count(a)
}

test('finds what scikit-image finds in a noisy scene', () => {
  const { width, height, grey } = readGrey('scene.png')
  const theirs = readGrey('canny.png').grey
  const scene = picture(width, height, (x, y) => grey[y * width + x]! / 255)
  const ours = canny(scene, { sigma: 1.4, low: 0.025, high: 0.06 })
  expect(count(theirs)).toBeGreaterThan(200)
  expect(near(ours, theirs, width)).toBeGreaterThan(0.99)
  expect(near(theirs, ours, width)).toBeGreaterThan(0.99)
  const same = ours.reduce((n, one, i) => n + (one && theirs[i] ? 1 : 0), 0)
  expect(same / count(theirs)).toBeGreaterThan(0.9)
})

test('a disc has one closed line of one pixel around it', () => {
  const lines = canny(picture(80, 80, disc(40, 40, 25)))
  expect(components(lines, 80)).toHaveLength(1)
  expect(parts(lines, 80, 0, 40 * 80 + 40)).toBe(true)
  lines.forEach((on, i) => {
    if (on) expect(Math.abs(Math.hypot((i % 80) - 40, Math.floor(i / 80) - 40) - 25)).toBeLessThan(1.5)
  })
  // A ring of single pixels has about 4 sqrt(2) r to 8 r of them.
  expect(count(lines)).toBeLessThan(8 * 25)
})

test('an edge between two pixels is one line, not two', () => {
  const lines = canny(picture(32, 32, x => (x < 16 ? 0 : 1)))
  for (let y = 1; y < 31; y++) expect(count(lines.subarray(32 * y, 32 * y + 32))).toBe(1)
})

test('noise and ramps that stay below the threshold give no line', () => {
  const random = noise()
  expect(count(canny(picture(96, 96, () => 0.5 + 0.05 * random())))).toBe(0)
  expect(count(canny(picture(96, 96, x => x / 96)))).toBe(0)
})

test('a weak edge counts only where it hangs together with a strong one', () => {
  const faint = (x: number) => (x < 24 ? 0.4 : 0.55)
  expect(count(canny(picture(48, 48, faint)))).toBe(0)
  const led = canny(picture(48, 48, (x, y) => (y < 12 ? (x < 24 ? 0 : 1) : faint(x))))
  expect(count(led.subarray(48 * 30, 48 * 31))).toBe(1)
})

test('an edge between two colours of one luma is seen', () => {
  // Green and red of equal luma, by their weights.
  const lines = canny(picture(32, 32, x => (x < 16 ? [0, 0.4, 0] : [(0.587 * 0.4) / 0.299, 0, 0])))
  expect(count(lines)).toBeGreaterThan(25)
})
