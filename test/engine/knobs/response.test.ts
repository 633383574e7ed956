import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Model, openModel } from '#engine/model/open.ts'
import { textToImage } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { type AnalyticKnob, analyticKnobs, type Steering } from '#shared/steer.ts'
import { measure, type Pixels } from '../../../bench/measure-picture.ts'
import { unitsMoved } from '../../../bench/register.ts'

let model: Model
let base: Pixels
let bases: Record<string, Pixels>
/** A ground has to leave room: white cannot be lit any further, teal has no red that could be taken away. */
const grounds = { white: 'a blue fish, white background', teal: 'a blue fish, teal background' }
const groundOf = (name: AnalyticKnob) => (name === 'light' ? 'teal' : 'white')
const paint = async (steer: Steering[], prompt = grounds.white): Promise<Pixels[]> => {
  const asked = { prompt, seed: 1, steps: 10, steer }
  return textToImage({
    model,
    settings: resolveSettings(generation.parse(asked), model.defaults),
    batch: 1,
    signal: new AbortController().signal,
    onStage: () => {},
    onStep: () => {},
  })
}
beforeAll(async () => {
  model = await openModel(resolve(import.meta.dirname, '../../fixtures/shipped/picturebook'), {
    device: 'cpu',
  })
  bases = { white: (await paint([]))[0]!, teal: (await paint([], grounds.teal))[0]! }
  base = bases.white!
})
afterAll(() => model.release())

const turn = (name: AnalyticKnob, amount: number): Steering => {
  const { from, to } = analyticKnobs[name]
  return { kind: 'analytic', name, amount, from, to }
}
const log125 = (ratio: number) => Math.log(ratio) / Math.log(1.25)

/** By how many of the knob's own units the finished picture differs. */
const units: Record<AnalyticKnob, (after: Pixels) => number> = {
  zoom: after => unitsMoved(base, after, 'zoom'),
  shiftX: after => unitsMoved(base, after, 'shiftX'),
  shiftY: after => unitsMoved(base, after, 'shiftY'),
  rotate: after => unitsMoved(base, after, 'rotate'),
  brightness: after => (measure(after).brightness - measure(base).brightness) / 0.1,
  warmth: after => (measure(after).warmth - measure(base).warmth) / 0.1,
  light: after => (measure(after).light - measure(base).light) / 0.2,
  saturation: after => log125(measure(after).saturation / measure(base).saturation),
  contrast: after => log125(measure(after).contrast / measure(base).contrast),
}

describe.each(Object.keys(analyticKnobs) as AnalyticKnob[])('%s', name => {
  test('moves the finished picture its way, either way, by about a unit', async () => {
    base = bases[groundOf(name)]!
    const [more] = await paint([turn(name, 1)], grounds[groundOf(name)])
    const [less] = await paint([turn(name, -1)], grounds[groundOf(name)])
    expect(units[name](more!)).toBeGreaterThan(0.3)
    expect(units[name](more!)).toBeLessThan(1.5)
    expect(units[name](less!)).toBeLessThan(-0.3)
    expect(units[name](less!)).toBeGreaterThan(-1.5)
  }, 60_000)
})

test('pairs of words go from the one to the other', async () => {
  const words = (amount: number): Steering => ({
    kind: 'words',
    less: 'red',
    more: 'blue',
    amount,
    from: 0,
    to: 1,
  })
  const warmth = async (amount: number) => measure((await paint([words(amount)], 'a bird'))[0]!).warmth
  expect((await warmth(-1)) - (await warmth(1))).toBeGreaterThan(0.05)
}, 60_000)

test('a knob outside of its steps, or at 0, changes no bit', async () => {
  const empty: Steering = { ...turn('brightness', 2), from: 0.5, to: 0.5 }
  const plain = Buffer.from(bases.white!.rgb)
  for (const steer of [[turn('zoom', 0)], [empty]])
    expect(Buffer.compare(Buffer.from((await paint(steer))[0]!.rgb), plain)).toBe(0)
}, 60_000)
