import { describe, expect, test } from 'vitest'
import type { ColourMap } from '#engine/knobs/colour-map.ts'
import { turnTones } from '#engine/knobs/tone.ts'

/** Channel c is colour c itself; a fourth one has no colour. */
const map: ColourMap = {
  colours: {
    weights: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    bias: [0.1, 0, -0.1],
  },
  back: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 0, 0],
  ],
}
const dims = [4, 2, 4] as const
const latent = Float32Array.from({ length: 32 }, (_, i) => Math.sin(3 * i) / 2)
const turned = (name: Parameters<typeof turnTones>[1][number]['name'], amount: number) =>
  turnTones(latent, [{ name, amount }], map, dims)
const change = (out: Float32Array, c: number) =>
  Array.from({ length: 8 }, (_, i) => out[8 * c + i]! - latent[8 * c + i]!)

describe('tones', () => {
  test('brightness is a tenth of white in every colour, and nothing else', () => {
    const out = turned('brightness', 1)
    for (const c of [0, 1, 2]) for (const value of change(out, c)) expect(value).toBeCloseTo(0.2, 6)
    for (const value of change(out, 3)) expect(value).toBe(0)
  })
  test('warmth: red goes up by what blue goes down', () => {
    const out = turned('warmth', -2)
    for (const value of change(out, 0)) expect(value).toBeCloseTo(-0.2, 6)
    for (const value of change(out, 1)) expect(value).toBeCloseTo(0, 6)
    for (const value of change(out, 2)) expect(value).toBeCloseTo(0.2, 6)
  })
  test('saturation multiplies the distance from grey and leaves the grey', () => {
    const out = turned('saturation', 2)
    for (let i = 0; i < 8; i++) {
      const grey = (l: Float32Array) => 0.299 * (l[i]! + 0.1) + 0.587 * l[8 + i]! + 0.114 * (l[16 + i]! - 0.1)
      expect(grey(out)).toBeCloseTo(grey(latent), 5)
      expect(out[i]! + 0.1 - grey(out)).toBeCloseTo(1.25 ** 2 * (latent[i]! + 0.1 - grey(latent)), 5)
    }
  })
  test('contrast multiplies about the mean, which stays', () => {
    const mean = (l: Float32Array) => l.subarray(0, 8).reduce((sum, value) => sum + value, 0) / 8
    const out = turned('contrast', 1)
    expect(mean(out)).toBeCloseTo(mean(latent), 5)
    expect(out[3]! - mean(out)).toBeCloseTo(1.25 * (latent[3]! - mean(latent)), 5)
  })
  test('light rises from the left to the right, by a fifth of white over the width', () => {
    const rise = change(turned('light', 1), 1)
    expect(rise[3]! - rise[0]!).toBeCloseTo(0.4 * 0.75, 6)
    expect(rise.slice(0, 4).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5)
  })
})
