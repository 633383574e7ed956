import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
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
import type { Denoise } from '../sampling/sampler.ts'
import { type Condition, guidedDenoiser, type Middle } from './denoise.ts'
import { encodeText, type TextEmbedding } from './encode-text.ts'
import { extraRows, type RowContext } from './extra-inputs.ts'
import type { LatentDims } from './text-to-image.ts'

export type DenoisersOptions = {
  model: Model
  settings: Settings
  batch: number
  dims: LatentDims
  directions: Directions | undefined
  assets: Assets
  signal: AbortSignal
  /** Told of the U-Net's middle in each prediction: one [C, h, w] per picture, one after another. */
  onMiddle?: Middle['onRead']
}

/**
 * The guided denoiser of every step. Steps in which the model is told the same share one; all words are encoded now.
 * Errors: `invalid-input` for a knob the model does not have.
 */
export async function denoisersOf(options: DenoisersOptions): Promise<(step: number) => Denoise> {
  const { model, settings } = options
  const told = new Map<string, Denoise>()
  const steps: Denoise[] = []
  for (let step = 1; step <= settings.steps; step++) {
    const now = settingsAt(settings, step)
    checkControls(model, now.conditions)
    const acting = now.steer.filter(knob => knob.kind !== 'analytic' && actsIn(knob, step, settings.steps))
    const conditions = actingConditions(now.conditions, step, settings.steps)
    const key = JSON.stringify([
      now.prompt,
      now.negative,
      now.guidance,
      now.knobs,
      acting,
      conditions.controls,
      conditions.regions,
      conditions.start,
    ])
    const denoise = told.get(key) ?? (await denoiserOf(options, { ...now, steer: acting, conditions }))
    told.set(key, denoise)
    steps.push(denoise)
  }
  return step => steps[step - 1]!
}

async function denoiserOf(
  { model, batch, dims, directions, assets, signal, onMiddle }: DenoisersOptions,
  settings: Settings,
): Promise<Denoise> {
  const words = await encodeText(model, settings.prompt)
  const turned = await turnWords(model, settings.prompt, words, settings.steer)
  const [, height, width] = dims
  const { controls, regions, seen } = inWindow(model, settings, assets)
  const sketch = sketchOf(controls, seen, settings)
  const cells = cellRegions(regions, seen, settings, { width, height })
  const takesRegions = Boolean(model.ports.region_masks)
  const rows = takesRegions ? await regionRows(model, cells) : null
  const control = ownControlOf(controls, seen, settings)
  const common = { control, away: false }
  const condition = conditionOf(model, turned, settings, {
    ...common,
    knobs: settings.knobs,
    sketch,
    regions: rows,
  })
  const guided = settings.guidance !== 0 && settings.guidance !== 1 && !model.ports.timestep_cond
  const uncondition = guided
    ? conditionOf(model, await awayFrom(model, settings.negative), settings, {
        control,
        away: true,
        knobs: {},
        sketch: null,
        regions: rows && silent(rows),
      })
    : null
  const repeat = (row: Condition) => Array.from({ length: batch }, () => row)
  return guidedDenoiser({
    model,
    conditions: repeat(condition),
    unconditions: uncondition && repeat(uncondition),
    guidance: settings.guidance,
    nets: await controlNetsOf(model, controls, assets, settings),
    regions: takesRegions ? [] : await regionConditions(model, settings, cells, { ...common, sketch }),
    latentDims: dims,
    beside: await maskInput(model, settings, assets, dims),
    signal,
    middle: await middleOf(model, settings.steer, directions, dims, onMiddle),
  })
}

/** What guidance leads away from: no words at all are zeros to a model that was trained so (diffusers, A1111). */
async function awayFrom(model: Model, negative: string): Promise<TextEmbedding> {
  const text = await encodeText(model, negative)
  if (negative.trim() || !model.folder.zerosForNoWords) return text
  return {
    ...text,
    hidden: new Float32Array(text.hidden.length),
    pooled: text.pooled && new Float32Array(text.pooled.length),
  }
}

/** Regions as rows of their own, each told its words and the sketch; knobs speak of the whole picture. */
async function regionConditions(
  model: Model,
  settings: Settings,
  regions: readonly CellRegion[],
  told: Pick<Told, 'sketch' | 'control' | 'away'>,
) {
  const rows: { condition: Condition; cells: Float32Array }[] = []
  for (const { words, cells } of regions) {
    const text = await encodeText(model, words)
    rows.push({ condition: conditionOf(model, text, settings, { ...told, knobs: {}, regions: null }), cells })
  }
  return rows
}

/** Regions as a model takes them that has an input for them. */
async function regionRows(model: Model, regions: readonly CellRegion[]): Promise<Told['regions']> {
  if (!regions.length) return null
  const means: Float32Array[] = []
  for (const { words } of regions) means.push(await wordsMean(model, words))
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
