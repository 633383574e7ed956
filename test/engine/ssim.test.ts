import { expect, test } from 'vitest'
import { largestDelta, ssim } from '#engine/ssim.ts'

const noisy = (amount: number, seed = 1) => {
  const [width, height] = [40, 30]
  let state = seed
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    const base = 128 + 90 * Math.sin(i / 50)
    return Math.max(0, Math.min(255, base + amount * (state / 2 ** 30 - 1)))
  })
  return { width, height, rgb }
}

test('the same picture is 1, and the farther the less', () => {
  expect(ssim(noisy(0), noisy(0))).toBe(1)
  const found = [2, 20, 100].map(amount => ssim(noisy(0), noisy(amount)))
  expect(found[0]).toBeGreaterThan(0.98)
  expect(found).toEqual([...found].sort((a, b) => b - a))
  // Variances by hand: about 4050 of the waves, 1490 of the noise; 2 x 4050 / (2 x 4050 + 1490) is 0.84.
  expect(found[2]).toBeGreaterThan(0.8)
  expect(found[2]).toBeLessThan(0.9)
})

test('of flat pictures it is the term of lightness alone (2004, equation 6)', () => {
  const flat = (value: number) => ({ width: 16, height: 16, rgb: new Uint8Array(16 * 16 * 3).fill(value) })
  const c1 = (0.01 * 255) ** 2
  expect(ssim(flat(100), flat(120))).toBeCloseTo((2 * 100 * 120 + c1) / (100 ** 2 + 120 ** 2 + c1), 6)
  expect(largestDelta(flat(100), flat(120))).toBe(20)
})

test('pictures smaller than a window are one', () => {
  const dot = (value: number) => ({ width: 3, height: 2, rgb: new Uint8Array(18).fill(value) })
  expect(ssim(dot(9), dot(9))).toBe(1)
  expect(ssim(dot(0), dot(255))).toBeLessThan(0.01)
})
