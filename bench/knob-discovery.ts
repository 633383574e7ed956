import { discoverKnobs } from '#engine/knobs/discover.ts'
import type { Model } from '#engine/model/open.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { engineContract, type FoundKnob } from '#shared/engine-contract.ts'
import { correlation, deviation, type Label, labels, mean, withLabel } from './correlate.ts'
import { never, paint, settingsFor } from './knob-studio.ts'
import { type Measures, measure } from './measure-picture.ts'
import { pictureBook } from './picture.ts'
import { table } from './table.ts'

const prompts = ['a bird', 'a fish', 'a flower', 'a boat', 'a tree']
/** REROLL_KNOB_SEEDS rolls each prompt so many times over, 5 when it is not set. */
const seeds = Number(process.env.REROLL_KNOB_SEEDS ?? 5)
const rolls = Number(process.env.REROLL_KNOB_ROLLS ?? 64)
const enough = 0.6

type Row = {
  prompt: string
  space: string
  seconds: number
  best: { label: Label; r: number }[]
  knobs: FoundKnob[]
}

/** What discovered directions have to do with what can be measured in the rolls' pictures. */
export async function discoveryTable(model: Model): Promise<string> {
  const rows: Row[] = []
  const causes: string[][] = []
  for (const space of ['h', 'x0'] as const)
    for (const prompt of prompts)
      for (let seed = 0; seed < seeds; seed++) {
        const row = await discovery(model, prompt, seed * 1000, space)
        rows.push(row)
        if (seed === 0) causes.push(...(await causesOf(model, row)))
      }
  return [
    table(
      ['space', 'prompt', 'seconds', `of 8, |r| >= ${enough}`, 'labels', 'best label of each direction'],
      rows.map(({ space, prompt, seconds, best }) => {
        const strong = best.filter(({ r }) => r >= enough)
        return [
          space,
          prompt,
          seconds.toFixed(1),
          String(strong.length),
          [...new Set(strong.map(({ label }) => label))].join(', '),
          best.map(({ label, r }) => `${label} ${r.toFixed(2)}`).join(', '),
        ]
      }),
    ),
    `3 of 8 in ${rows.filter(({ best }) => best.filter(({ r }) => r >= enough).length >= 3).length} of ${rows.length} runs.`,
    table(
      ['space', 'prompt', 'direction', 'label', 'r over rolls', 'r when turned', 'per unit, in deviations'],
      causes,
    ),
  ].join('\n\n')
}

async function discovery(model: Model, prompt: string, seed: number, space: 'h' | 'x0'): Promise<Row> {
  const request = engineContract['knobs.discover'].input.parse({
    folder: pictureBook,
    generation: { prompt, seed },
    rolls,
    space,
    side: 128,
  })
  const measures: Measures[] = []
  const begun = performance.now()
  const { knobs } = await discoverKnobs(
    request,
    {
      signal: never,
      emit: event => {
        if (event.kind === 'draft') measures[event.index] = measure(decodeRgb(event.png!, 'a roll'))
      },
    },
    { model, hash: { hash: '', bytes: 0 } },
  )
  const seconds = (performance.now() - begun) / 1000
  const best = knobs.map(({ places }) =>
    labels
      .map(label => ({ label, r: withLabel(places, measures, label) }))
      .reduce((most, one) => (one.r > most.r ? one : most)),
  )
  return { prompt, space, seconds, best, knobs }
}

const amounts = [-2, -1, 0, 1, 2]
const fresh = [501, 502, 503]

/** Turns the three directions that told most on rolls of other seeds, and measures whether the label follows. */
async function causesOf(model: Model, { prompt, space, best, knobs }: Row): Promise<string[][]> {
  const order = best.map((_, i) => i).sort((a, b) => best[b]!.r - best[a]!.r)
  const rows: string[][] = []
  for (const i of order.slice(0, 3)) {
    const { id, direction } = knobs[i]!
    const { label, r } = best[i]!
    const pairs: { amount: number; value: number }[] = []
    for (const seed of fresh)
      for (const amount of amounts) {
        const steer = amount ? [{ kind: 'direction' as const, id, amount, from: 0, to: 1 }] : []
        const steps = Math.min(8, settingsFor(model, { prompt }).steps)
        const measured = measure(await paint(model, { prompt, seed, steps, steer }, { [id]: direction }))
        pairs.push({
          amount,
          value: label === 'hue' || label === 'angle' ? turned(measured, label) : measured[label],
        })
      }
    // Each seed about its own middle, so that only the turning is left.
    const centred = fresh.flatMap((_, s) => {
      const own = pairs.slice(s * amounts.length, (s + 1) * amounts.length)
      const middle = mean(own.map(({ value }) => value))
      return own.map(({ amount, value }) => ({ amount, value: value - middle }))
    })
    const values = centred.map(({ value }) => value)
    const along = correlation(
      centred.map(({ amount }) => amount),
      values,
    )
    const spread = deviation(pairs.filter(({ amount }) => amount === 0).map(({ value }) => value))
    const slope = (along * deviation(values)) / deviation(centred.map(({ amount }) => amount))
    rows.push([
      space,
      prompt,
      String(i + 1),
      label,
      r.toFixed(2),
      along.toFixed(2),
      (slope / Math.max(1e-6, spread)).toFixed(2),
    ])
  }
  return rows
}

/** One number of an angle: its sine and cosine along the diagonal, where both change. */
const turned = (measured: Measures, label: 'hue' | 'angle'): number => {
  const radians = ((label === 'angle' ? 2 : 1) * measured[label] * Math.PI) / 180
  return Math.cos(radians) + Math.sin(radians)
}
