import type { Context, Parsed } from '#shared/contract.ts'
import type { DraftEvent, EngineContract } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { timeLeft } from '#shared/time-left.ts'
import { directionsOf } from '../knobs/directions.ts'
import { checkKnobs } from '../model/knobs.ts'
import type { Model } from '../model/open.ts'
import { checkSize } from '../model/size.ts'
import { latentDims, sampleLatents } from '../pipeline/text-to-image.ts'
import { encodePlain } from '../png/picture-file.ts'
import { shrink } from '../preview.ts'
import { resolveSettings } from '../settings.ts'
import { passesOf } from './passes.ts'
import { draftPicture } from './picture.ts'
import { shorten } from './shorten.ts'
import type { Turns } from './turns.ts'

export type DraftsRequest = Parsed<EngineContract['drafts.run']>

/** Drafts in one pass, where a pass is small enough that the model's own overhead counts (docs/rolls.md). */
const passSize = { drafts: 4, cells: 1024 }

/**
 * Draws every draft of a request and tells each as soon as it is ready; passes of other requests come between.
 * Errors: `invalid-input` for what the model does not have; `cancelled` within a step.
 */
export async function runDrafts(
  request: DraftsRequest,
  { signal, emit }: Context<DraftEvent>,
  model: Model,
  turns: Turns,
): Promise<{ drawn: number }> {
  const directions = directionsOf(request.directions)
  const drafts = request.generations.map(generation => {
    const settings = resolveSettings(generation, model.defaults)
    checkSize(settings.width, settings.height, model.rule)
    checkKnobs(model.folder.studio?.knobs ?? [], settings.knobs)
    return request.steps === undefined ? settings : shorten(settings, request.steps)
  })
  const ends = [performance.now()]
  let drawn = 0
  for (const pass of passesOf(drafts, mostOf(model, drafts[0]!))) {
    await turns.take(drafts.length - drawn, signal, async () => {
      const dims = latentDims(model, pass.settings[0]!)
      const latents = await sampleLatents({
        model,
        settings: pass.settings[0]!,
        pictures: pass.settings,
        batch: pass.settings.length,
        signal,
        directions,
        onStage: () => {},
        onStep: () => {},
      })
      for (const [i, latent] of latents.entries()) {
        signal.throwIfAborted()
        const picture = request.side === null ? null : await draftPicture(model, latent, dims)
        drawn++
        ends.push(performance.now())
        emit({
          kind: 'draft',
          index: pass.indices[i]!,
          png: picture && encodePlain(shrink(picture, request.side!)),
          score: null,
          embedding: null,
          msLeft: timeLeft(ends, drafts.length - drawn),
        })
      }
    })
  }
  return { drawn }
}

const mostOf = (model: Model, settings: Settings): number => {
  const [, height, width] = latentDims(model, settings)
  return height * width <= passSize.cells ? passSize.drafts : 1
}
