import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkKnobs, encodeKnobs } from '#engine/model/knobs.ts'
import { type Knob, studioManifest } from '#engine/model/studio-manifest.ts'

const manifest = studioManifest.parse(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../fixtures/shipped/picturebook/studio.json'), 'utf8'),
  ),
)
const place: Knob = {
  name: 'place',
  label: 'Place',
  kind: 'choice',
  slots: [0, 1, 2],
  flag: 3,
  offset: 0,
  scale: 1,
  choices: ['meadow', 'water', 'night'],
  unit: '',
  help: '',
}

const near = (row: Float32Array, expected: number[]) =>
  expect([...row].map(v => Math.round(v * 1e5) / 1e5)).toEqual(expected)

describe('of the shipped model', () => {
  test('none given is all zeros', () => near(encodeKnobs(manifest.knobs, {}, 11), new Array(11).fill(0)))
  test('hue is sine and cosine with its flag', () =>
    near(encodeKnobs(manifest.knobs, { hue: 90 }, 11), [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]))
  test('size is (v - offset) / scale', () =>
    near(encodeKnobs(manifest.knobs, { size: 1.12 }, 11), [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]))
  test('text from a command line counts as its number', () =>
    expect(encodeKnobs(manifest.knobs, { angle: '45' }, 11)).toEqual(
      encodeKnobs(manifest.knobs, { angle: 45 }, 11),
    ))
})

test('a choice fills one of its slots', () => near(encodeKnobs([place], { place: 'water' }, 4), [0, 1, 0, 1]))

test.each([
  [{ sise: 1 }, /unknown knob "sise"; did you mean "size"/],
  [{ size: 3 }, /size must be a number from 0.48 to 1.12/],
  [{ size: Number.NaN }, /size must be a number/],
  [{ size: 'big' }, /not big/],
  [{ hue: 'red' }, /hue must be a number from 0 to 360/],
])('%o is refused', (values, message) => {
  expect(() => checkKnobs(manifest.knobs, values)).toThrow(message)
})

test('an unknown choice offers the nearest; a model without knobs says so', () => {
  expect(() => checkKnobs([place], { place: 'watter' })).toThrow(/did you mean "water"/)
  expect(() => checkKnobs([], { size: 1 })).toThrow('This model has no knobs')
})
