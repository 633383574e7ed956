import type { Model } from '#engine/model/open.ts'
import { type AnalyticKnob, analyticKnobs, type Steering } from '#shared/steer.ts'
import { mean } from './correlate.ts'
import { paint } from './knob-studio.ts'
import { type Measures, measure, type Pixels } from './measure-picture.ts'
import { type Move, unitsMoved } from './register.ts'
import { table } from './table.ts'

const prompts = [
  'a red bird, cream background',
  'a blue fish, white background',
  'a yellow star',
  'a green tree',
]
const amounts = [-2, -1, 1, 2]

/** By how many units of a knob a picture differs from the one that was not turned. */
const tones: Partial<Record<AnalyticKnob, (before: Measures, after: Measures) => number>> = {
  brightness: (before, after) => (after.brightness - before.brightness) / 0.1,
  warmth: (before, after) => (after.warmth - before.warmth) / 0.1,
  saturation: (before, after) => Math.log(after.saturation / before.saturation) / Math.log(1.25),
  contrast: (before, after) => Math.log(after.contrast / before.contrast) / Math.log(1.25),
  light: (before, after) => (after.light - before.light) / 0.2,
}

const unitsOf = (name: AnalyticKnob, before: Pixels, after: Pixels): number => {
  const tone = tones[name]
  return tone ? tone(measure(before), measure(after)) : unitsMoved(before, after, name as Move)
}

/** What finished pictures show of an analytic knob, in its own units: 1 per unit is what it promises. */
export async function responseTable(model: Model): Promise<string> {
  const bases = await Promise.all(prompts.map(prompt => paint(model, { prompt })))
  const rows: string[][] = []
  for (const name of Object.keys(analyticKnobs) as AnalyticKnob[]) {
    const { from, to } = analyticKnobs[name]
    const measured: number[][] = []
    for (const amount of amounts) {
      const steer: Steering[] = [{ kind: 'analytic', name, amount, from, to }]
      const units: number[] = []
      for (const [i, prompt] of prompts.entries())
        units.push(unitsOf(name, bases[i]!, await paint(model, { prompt, steer })))
      measured.push(units)
    }
    const gain = mean(amounts.map((amount, i) => mean(measured[i]!) / amount))
    rows.push([name, `${from}-${to}`, ...measured.map(units => mean(units).toFixed(2)), gain.toFixed(2)])
  }
  return table(['knob', 'steps', ...amounts.map(amount => `at ${amount}`), 'per unit'], rows)
}

const pairs = [
  ['red', 'blue', 'warmth'],
  ['white', 'black', 'brightness'],
  ['cream background', 'navy background', 'brightness'],
  ['yellow', 'purple', 'warmth'],
  ['small', 'large', 'area'],
] as const
const wordPrompts = ['a bird', 'fish', 'the tree on the ground']

/** What finished pictures show of pairs of words, beside what the words themselves do in the prompt. */
export async function wordTable(model: Model): Promise<string> {
  const rows: string[][] = []
  for (const [less, more, key] of pairs)
    for (const prompt of wordPrompts) {
      const at = async (wish: { prompt: string; steer?: Steering[] }) =>
        mean(await Promise.all([1, 2].map(async seed => measure(await paint(model, { seed, ...wish }))[key])))
      const turned = []
      for (const amount of [-1, -0.5, 0, 0.5, 1])
        turned.push(
          await at({ prompt, steer: amount ? [{ kind: 'words', less, more, amount, from: 0, to: 1 }] : [] }),
        )
      const said = [await at({ prompt: `${prompt}, ${less}` }), await at({ prompt: `${prompt}, ${more}` })]
      rows.push([
        `${less} | ${more}`,
        prompt,
        key,
        ...turned.map(v => v.toFixed(3)),
        ...said.map(v => v.toFixed(3)),
      ])
    }
  return table(
    ['words', 'prompt', 'measured', 'at -1', '-0.5', '0', '0.5', '1', 'said: less', 'said: more'],
    rows,
  )
}
