import { readFileSync } from 'node:fs'
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import type { Settings } from '#shared/generation.ts'
import { golden } from '../golden/golden.ts'
import { draw, fixture, worstDifference } from './draw.ts'

/** Pictures that diffusers' own torch pipelines drew with the same weights; golden/make_pictures.py made them. */
type Picture = { name: string; model: string; settings: Partial<Settings>; departures: string[] }
const { pictures } = golden<{ pictures: Picture[] }>('pictures/pictures.json')
const named = (name: string) => pictures.find(picture => picture.name === name)!
const pixelsOf = (name: string) =>
  decode(readFileSync(new URL(`../golden/pictures/${name}.png`, import.meta.url))).data as Uint8Array

const samplersOf = (model: string) =>
  new Set(pictures.filter(picture => picture.model === model).map(({ settings }) => settings.sampler))

test('the pictures are of many kinds and not flat', () => {
  expect(samplersOf('tiny-sd').size).toBeGreaterThanOrEqual(6)
  expect(samplersOf('tiny-v').size).toBeGreaterThanOrEqual(4)
  for (const { name } of pictures) {
    const pixels = pixelsOf(name)
    const mean = pixels.reduce((sum, v) => sum + v, 0) / pixels.length
    expect(Math.sqrt(pixels.reduce((sum, v) => sum + (v - mean) ** 2, 0) / pixels.length)).toBeGreaterThan(30)
  }
  expect(worstDifference(pixelsOf('ddim'), pixelsOf('euler'))).toBeGreaterThan(10)
})

describe('the whole pipeline draws what diffusers draws, within 2/255', () => {
  test.each(pictures)('$name', async ({ name, model, settings }) => {
    const drawn = await draw(fixture(model), settings)
    expect(worstDifference(drawn.pictures[0]!, pixelsOf(name))).toBeLessThanOrEqual(2)
  })
})

describe('and does so from other exports of the same weights', () => {
  // On schedules of whole timesteps: three of these graphs take no others.
  test.each(['tiny-sd-fp16', 'tiny-sd-external', 'tiny-sd-legacy', 'tiny-sd-frozen'])('%s', async model => {
    for (const name of ['ddim', 'plms', 'dpmpp-2m', 'euler-leading']) {
      const drawn = await draw(fixture(model), named(name).settings)
      expect(worstDifference(drawn.pictures[0]!, pixelsOf(name))).toBeLessThanOrEqual(2)
    }
  })
})

test('two pictures in one pass are the two alone, within 1/255', async () => {
  const { settings } = named('euler-a')
  const seeds = [settings.seed!, Number(settings.seed) + 1]
  const alone: Uint8Array[] = []
  for (const seed of seeds) alone.push((await draw(fixture('tiny-sd'), { ...settings, seed })).pictures[0]!)
  const together = await draw(fixture('tiny-sd'), settings, { count: 2, batchSize: 2 })
  together.pictures.forEach((pixels, i) => {
    expect(worstDifference(pixels, alone[i]!)).toBeLessThanOrEqual(1)
  })
  expect(worstDifference(alone[0]!, alone[1]!)).toBeGreaterThan(50)
})

test('a departure that is undone shows: the check would notice a wrong start', async () => {
  const { settings } = named('ddim')
  const drawn = await draw(fixture('tiny-sd'), { ...settings, sampler: 'euler' })
  expect(worstDifference(drawn.pictures[0]!, pixelsOf('ddim'))).toBeGreaterThan(2)
})
