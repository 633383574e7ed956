import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { plainWords } from '#shared/prompt/plain-words.ts'
import { actsIn } from '#shared/steer.ts'
import { actingConditions } from '../conditions/acting.ts'
import type { Assets } from '../conditions/assets.ts'
import { checkControls } from '../conditions/check-controls.ts'
import { controlNetsOf } from '../conditions/control-nets.ts'
import { inWindow } from '../conditions/in-window.ts'
import { maskInput } from '../conditions/mask-input.ts'
import { ownControlOf } from '../conditions/own-control.ts'
import { type CellRegion, cellRegions } from '../conditions/regions.ts'
import { sketchOf } from '../conditions/sketch.ts'
import { wordsMean } from '../conditions/words-mean.ts'
import type { Directions } from '../knobs/directions.ts'
import { middleOf } from '../knobs/middle.ts'
import { turnWords } from '../knobs/words.ts'
import type { Model } from '../model/open.ts'
import type { Embeddings } from '../prompt/embeddings.ts'
import { evenWindows } from '../prompt/even-windows.ts'
import { type ToldWords, toldWords } from '../prompt/told-words.ts'
import type { Denoise } from '../sampling/sampler.ts'
import { type Condition, guidedDenoiser, type Middle } from './denoise.ts'
import { encodeText, type How, type TextEmbedding } from './encode-text.ts'
import { extraRows, type RowContext } from './extra-inputs.ts'
import type { LatentDims } from './text-to-image.ts'

export type DenoisersOptions = {
  model: Model
  settings: Settings
  batch: number
  dims: LatentDims
  directions: Directions | undefined
  assets: Assets
  embeddings: Embeddings
  signal: AbortSignal
  /** The steps that this model draws; absent: all. */
  steps?: { first: number; last: number } | undefined
  /** Told of the U-Net's middle in each prediction: one [C, h, w] per picture, one after another. */
  onMiddle?: Middle['onRead']
}

/**
 * The guided denoiser of every step. Steps in which the model is told the same share one; all words are encoded now.
 * Errors: `invalid-input` for a knob the model does not have.
 */
export async function denoisersOf(options: DenoisersOptions): Promise<(step: number) => Denoise> {
  const { model, settings, steps = { first: 1, last: settings.steps } } = options
  const told = new Map<string, Denoise>()
  const at: Denoise[] = []
  for (let step = steps.first; step <= steps.last; step++) {
    const now = settingsAt(settings, step)
    checkControls(model, now.conditions)
    const acting = now.steer.filter(knob => knob.kind !== 'analytic' && actsIn(knob, step, settings.steps))
    const conditions = actingConditions(now.conditions, step, settings.steps)
    const words = toldWords({ ...now, conditions }, step)
    const key = JSON.stringify([
      words,
      now.guidance,
      now.knobs,
      acting,
      conditions.controls,
      conditions.regions,
      conditions.start,
    ])
    const denoise =
      told.get(key) ??
      (await denoiserOf(options, { ...now, steer: acting, conditions: saying(conditions, words) }, words))
    told.set(key, denoise)
    at[step] = denoise
  }
  return step => at[step]!
}

/** The conditions with what their regions say in this step. */
const saying = (conditions: Settings['conditions'], { regions }: ToldWords): Settings['conditions'] => ({
  ...conditions,
  regions: conditions.regions.map((region, i) => ({ ...region, words: regions[i]! })),
})

async function denoiserOf(
  { model, batch, dims, directions, assets, embeddings, signal, onMiddle }: DenoisersOptions,
  settings: Settings,
  words: ToldWords,
): Promise<Denoise> {
  const how: How = { reading: settings.reading, embeddings }
  const [, height, width] = dims
  const { controls, regions, seen } = inWindow(model, settings, assets)
  const sketch = sketchOf(controls, seen, settings)
  const cells = cellRegions(regions, seen, settings, { width, height })
  const takesRegions = Boolean(model.ports.region_masks)
  const rows = takesRegions ? await regionRows(model, cells, settings) : null
  const told = await encodeAll(model, settings, words, takesRegions ? [] : cells, how)
  const { knobs } = settings
  const control = ownControlOf(controls, seen, settings)
  const repeat = (row: Condition) => Array.from({ length: batch }, () => row)
  const [first, ...others] = told.parts.map(({ text, weight }) => ({
    conditions: repeat(
      conditionOf(model, text, settings, { control, away: false, knobs, sketch, regions: rows }),
    ),
    weight,
  }))
  const silence = { control, away: true, knobs: {}, sketch: null, regions: rows && silent(rows) }
  return guidedDenoiser({
    model,
    ...first!,
    others,
    unconditions: told.negative && repeat(conditionOf(model, told.negative, settings, silence)),
    // Prompts beside each other are told apart from nothing, so that guidance cannot be off; 1 is its neutral.
    guidance: settings.guidance || 1,
    nets: await controlNetsOf(model, controls, assets, settings),
    regions: told.regions.map((text, i) => ({
      condition: conditionOf(model, text, settings, {
        control,
        away: false,
        knobs: {},
        sketch,
        regions: null,
      }),
      cells: cells[i]!.cells,
    })),
    latentDims: dims,
    beside: await maskInput(model, settings, assets, dims),
    signal,
    middle: await middleOf(model, settings.steer, directions, dims, onMiddle),
  })
}

/** Every text of a step, all of the same length; `negative` is null where guidance is off. */
async function encodeAll(
  model: Model,
  settings: Settings,
  { parts, negative }: ToldWords,
  regions: readonly CellRegion[],
  how: How,
) {
  const { guidance, steer } = settings
  const several = parts.length > 1
  const guided = ((guidance !== 0 && guidance !== 1) || several) && !model.ports.timestep_cond
  const texts: TextEmbedding[] = []
  for (const { text } of parts) {
    const plain = plainWords(text, how.reading)
    texts.push(await turnWords(model, plain, await encodeText(model, text, how), steer))
  }
  if (guided) texts.push(await encodeText(model, negative, how))
  // Words of regions were read for this step before they were put into cells.
  for (const { words } of regions) texts.push(await encodeText(model, words, how))
  const empty = await emptyText(model, texts, how)
  const even = empty ? evenWindows(texts, empty) : texts
  return {
    parts: parts.map(({ weight }, i) => ({ text: even[i]!, weight })),
    negative: guided ? awayFrom(model, negative, even[parts.length]!) : null,
    regions: even.slice(parts.length + (guided ? 1 : 0)),
  }
}

/** What guidance leads away from: no words at all are zeros to a model that was trained so (diffusers, A1111). */
const awayFrom = (model: Model, negative: string, text: TextEmbedding): TextEmbedding =>
  negative.trim() || !model.folder.zerosForNoWords
    ? text
    : {
        ...text,
        hidden: new Float32Array(text.hidden.length),
        pooled: text.pooled && new Float32Array(text.pooled.length),
      }

/** What fills texts up; null where all have the same length anyway. */
const emptyText = async (model: Model, texts: readonly TextEmbedding[], how: How) =>
  texts.every(({ tokens }) => tokens === texts[0]!.tokens) ? null : encodeText(model, '', how)

/** Regions as a model takes them that has an input for them. */
async function regionRows(
  model: Model,
  regions: readonly CellRegion[],
  { reading }: Settings,
): Promise<Told['regions']> {
  if (!regions.length) return null
  const means: Float32Array[] = []
  for (const { words } of regions) means.push(await wordsMean(model, plainWords(words, reading)))
  return { masks: joined(regions.map(({ cells }) => cells)), embeds: joined(means) }
}

/** As many regions that say nothing: all rows of a pass have the same shape. */
const silent = ({ masks, embeds }: NonNullable<Told['regions']>): NonNullable<Told['regions']> => ({
  masks: new Float32Array(masks.length),
  embeds: new Float32Array(embeds.length),
})

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

type Told = Pick<RowContext, 'knobs' | 'sketch' | 'control' | 'away' | 'regions'>

function conditionOf(
  model: Model,
  text: TextEmbedding,
  { width, height, guidance }: Settings,
  told: Told,
): Condition {
  return {
    encoder_hidden_states: { data: text.hidden, dims: [text.tokens, text.width] },
    ...extraRows({ model, text, width, height, guidance, ...told }),
  }
}
