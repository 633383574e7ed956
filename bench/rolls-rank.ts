import { shorten } from '#engine/drafts/shorten.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { latentDims, sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { cosine } from '#engine/scorer/belief.ts'
import { openScorer, type Scorer } from '#engine/scorer/open.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation, type Settings } from '#shared/generation.ts'
import { mean, spearman } from './correlate.ts'
import { never } from './knob-studio.ts'
import { pictureBook } from './picture.ts'
import { table } from './table.ts'

const prompts = [
  'a red bird on a branch',
  'a small blue fish in the sea',
  'a yellow house on a green hill',
  'an orange fox in the snow at night',
  'a purple flower',
]
const rolls = 32
/** Cheap looks at a roll: as many steps in all, or the prediction after so many of the full way. */
const few = [2, 3, 4, 6, 8, 10]
const early = [2, 4, 6, 8, 10]

/** How well cheap scores put rolls in the order of their final scores. */
export default async function rollsRank(): Promise<string> {
  const model = await openModel(pictureBook, { device: 'cpu' })
  const scorer = await openScorer(pictureBook, 'cpu')
  const rows = new Map<string, { rho: number[]; kept: number[] }>()
  for (const prompt of prompts) {
    const first = resolveSettings(generation.parse({ prompt, seed: 1000 }), model.defaults)
    const text = await scorer.text(prompt)
    const looks = new Map<string, number[]>()
    const note = (name: string, score: number) => looks.set(name, [...(looks.get(name) ?? []), score])
    for (let roll = 0; roll < rolls; roll++) {
      const settings = { ...first, seed: 1000 + roll }
      const ways = [settings, ...few.map(steps => shorten(settings, steps))]
      for (const way of ways)
        for (const [name, latent] of await looksAt(model, way, way === settings))
          note(name, await scoreOf(model, scorer, settings, latent, text))
    }
    const final = looks.get('all')!
    for (const [name, scores] of looks) {
      if (name === 'all') continue
      const row = rows.get(name) ?? { rho: [], kept: [] }
      row.rho.push(spearman(scores, final))
      row.kept.push(overlap(scores, final, rolls / 4, 4))
      rows.set(name, row)
    }
  }
  await Promise.all([model.release(), scorer.release()])
  const two = (values: number[]) => values.map(value => value.toFixed(2)).join(' ')
  return table(
    [
      `score after, ${prompts.length} prompts x ${rolls} rolls`,
      'rank correlation with the final score',
      'mean',
      'of the best 4, among the first 8',
    ],
    [...rows].map(([name, { rho, kept }]) => [name, two(rho), two([mean(rho)]), two([mean(kept)])]),
  )
}

async function looksAt(model: Model, settings: Settings, full: boolean): Promise<[string, Float32Array][]> {
  const out: [string, Float32Array][] = []
  const [latent] = await sampleLatents({
    model,
    settings,
    batch: 1,
    signal: never,
    onStage: () => {},
    onStep: ({ step, of, denoised }) => {
      if (full && early.includes(step)) out.push([`step ${step} of ${of}`, denoised(0).slice()])
    },
  })
  out.push([full ? 'all' : `${settings.steps} steps in all`, latent!])
  return out
}

async function scoreOf(
  model: Model,
  scorer: Scorer,
  settings: Settings,
  latent: Float32Array,
  text: Float32Array,
) {
  const [embedding] = await scorer.pictures([await decodeLatent(model, latent, latentDims(model, settings))])
  return cosine(text, embedding!)
}

/** The share of the `best` highest of `final` that are among the `kept` highest of `cheap`. */
function overlap(cheap: readonly number[], final: readonly number[], kept: number, best: number): number {
  const top = (values: readonly number[], count: number) =>
    values
      .map((_, i) => i)
      .sort((a, b) => values[b]! - values[a]!)
      .slice(0, count)
  const among = new Set(top(cheap, kept))
  return top(final, best).filter(i => among.has(i)).length / best
}
