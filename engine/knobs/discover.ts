import type { Context, Parsed } from '#shared/contract.ts'
import { directionId } from '#shared/direction.ts'
import type { DiscoverEvent, EngineContract, FoundKnob } from '#shared/engine-contract.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { Direction, DirectionSpace } from '#shared/steer.ts'
import { timeLeft } from '#shared/time-left.ts'
import { shrinkTo } from '../area-average.ts'
import { assetsOf } from '../conditions/assets.ts'
import { shorten } from '../drafts/shorten.ts'
import { floatsToHalves, halvesToFloats } from '../float16.ts'
import type { Stage } from '../memory/economy.ts'
import { withLadder } from '../memory/ladder.ts'
import { economyKey } from '../memory/remembered.ts'
import { checkKnobs } from '../model/knobs.ts'
import type { Model } from '../model/open.ts'
import type { Opened } from '../model-keeper.ts'
import { latentDims, sampleLatents, withStart } from '../pipeline/text-to-image.ts'
import { encodePlain } from '../png/picture-file.ts'
import { previewPicture } from '../preview.ts'
import { promptTools } from '../prompt/prompt-files.ts'
import { resolveSettings } from '../settings.ts'
import { alongPlaces, type Principal, principal } from './principal.ts'
import { readWindow } from './read-window.ts'
import { silhouette } from './silhouette.ts'

export type DiscoverRequest = Parsed<EngineContract['knobs.discover']>
type Dims = Direction['dims']

/** Steps of a roll: enough for the large parts to have found their places. */
const cheapSteps = 8
/** Rolls in one pass where latents are small. */
const passSize = { rolls: 8, cells: 1024 }

/**
 * Rolls one prompt many times in few steps and finds what the rolls differ in, the strongest first. In space `x0` a
 * roll is its predicted clean latent at the end; in space `h` the U-Net's middle in the passes with the words, averaged
 * over the steps of `readWindow`. Branches and directions that were found before are left out. Errors: `invalid-input` for settings that the model does not have, `model-broken` when
 * `h` is asked for and there is none; `cancelled` within a step.
 */
export async function discoverKnobs(
  request: DiscoverRequest,
  { signal, emit }: Context<DiscoverEvent>,
  { model, hash }: Opened,
): Promise<{ knobs: FoundKnob[]; space: DirectionSpace }> {
  const { steer } = request.generation
  const rolled = { ...request.generation, past: [], steer: steer.filter(({ kind }) => kind !== 'direction') }
  // All rolls are told the same words: those of the first.
  const { expand, embeddings } = await promptTools(request.promptFiles, model)
  const { settings: asked } = expand(resolveSettings(rolled, model.defaults))
  checkKnobs(model.folder.studio?.knobs ?? [], asked.knobs)
  const settings = shorten(asked, request.steps ?? Math.min(cheapSteps, asked.steps))
  const assets = assetsOf(request.assets)
  const space = await spaceOf(model, request.space)
  const [channels, height, width] = latentDims(model, settings)
  const most = height * width <= passSize.cells ? passSize.rolls : 1

  emit({ kind: 'phase', phase: 'rolls' })
  const rows: Float32Array[] = []
  const shapes: Float32Array[] = []
  let dims: Dims = [channels, height, width]
  const ends = [performance.now()]
  for (let first = 0; first < request.rolls; first += most) {
    const batch = Math.min(most, request.rolls - first)
    let stage: Stage = 'encode'
    const { window, latents } = await withLadder(
      model,
      economyKey(model, hash, settings),
      { ...settings, batch },
      () => stage,
      () => {},
      async () => {
        const window = readWindow(batch, settings.steps)
        const latents = await sampleLatents({
          model,
          settings: settingsOfPicture(settings, first),
          batch,
          signal,
          assets,
          embeddings,
          onStage: now => {
            stage = now
          },
          onStep: window.onStep,
          ...(space === 'h' && { onMiddle: window.onMiddle }),
        })
        return { window, latents }
      },
    )
    if (space === 'h') dims = window.dims() as Dims
    shapes.push(...latents.map(latent => silhouette(latent, [channels, height, width])))
    rows.push(...(space === 'h' ? window.rows() : latents))
    for (const [i, latent] of latents.entries()) {
      signal.throwIfAborted()
      const quick = await previewPicture(model, latent, [channels, height, width], request.side)
      const picture = shrinkTo(withStart({ model, settings, assets }, quick), request.side)
      ends.push(performance.now())
      emit({
        kind: 'draft',
        index: first + i,
        png: encodePlain(picture),
        score: null,
        embedding: null,
        msLeft: timeLeft(ends, request.rolls - first - i - 1),
      })
    }
  }

  emit({ kind: 'phase', phase: 'directions' })
  const found = differing(rows, shapes, request.keep, signal)
  const along = alongPlaces(
    rows,
    found.map(({ places }) => places),
    signal,
  )
  const order = found.map((_, i) => i).sort((a, b) => along[b]!.explained - along[a]!.explained)
  const knobs: FoundKnob[] = []
  for (const i of order) {
    const { direction: values, explained } = along[i]!
    const direction = halved(space, dims, values)
    if (direction) knobs.push({ id: await directionId(direction), direction, explained, ...found[i]! })
  }
  return { knobs, space }
}

/** Places of rolls that are this much alike are the same difference. */
const alike = 0.9

/**
 * What rolls differ in: half by their rows, where the colours of ground and subject come first, half by their
 * silhouettes, which colours do not hide.
 */
function differing(
  rows: readonly Float32Array[],
  shapes: readonly Float32Array[],
  keep: number,
  signal: AbortSignal,
): Principal[] {
  const byRows = principal(rows, keep, signal)
  const half = Math.ceil(keep / 2)
  const found = byRows.slice(0, half)
  for (const one of [...principal(shapes, keep, signal), ...byRows.slice(half)])
    if (found.length < keep && found.every(({ places }) => Math.abs(likeness(places, one.places)) < alike))
      found.push(one)
  return found
}

/** Correlation of two lists of places; both have mean 0 and variance 1. */
const likeness = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (a.length - 1)

/**
 * `auto` takes the middle of a U-Net that was made to be turned there. Of others it is read well and turned badly: what
 * their skip connections carry decides more (docs/knobs.md).
 */
async function spaceOf(model: Model, asked: DiscoverRequest['space']): Promise<DirectionSpace> {
  const space = asked === 'auto' ? (model.ports.dh ? 'h' : 'x0') : asked
  // That there is no middle is told before anything is rolled.
  if (space === 'h') await model.hidden()
  return space
}

/** In half precision from the start, so that what is used is what is stored; null where that cannot hold it. */
function halved(space: DirectionSpace, dims: Dims, values: Float32Array): Direction | null {
  const halves = floatsToHalves(values)
  if (!halvesToFloats(halves).every(Number.isFinite)) return null
  return { space, dims, halves: new Uint8Array(halves.slice().buffer) }
}
