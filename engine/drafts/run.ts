import type { Context, Parsed } from '#shared/contract.ts'
import type { DraftEvent, EngineContract } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { timeLeft } from '#shared/time-left.ts'
import { shrinkTo } from '../area-average.ts'
import { assetsOf } from '../conditions/assets.ts'
import { directionsOf } from '../knobs/directions.ts'
import type { Stage } from '../memory/economy.ts'
import { withLadder } from '../memory/ladder.ts'
import { economyKey } from '../memory/remembered.ts'
import type { ModelHash } from '../model/hash.ts'
import { checkKnobs } from '../model/knobs.ts'
import type { Model } from '../model/open.ts'
import { checkSize } from '../model/size.ts'
import type { Picture } from '../pipeline/decode.ts'
import { latentDims, sampleLatents, withStart } from '../pipeline/text-to-image.ts'
import { encodePlain } from '../png/picture-file.ts'
import { previewPicture } from '../preview.ts'
import { promptTools } from '../prompt/prompt-files.ts'
import { cosine } from '../scorer/belief.ts'
import type { ScorerKeeper } from '../scorer/keeper.ts'
import { resolveSettings } from '../settings.ts'
import { passesOf } from './passes.ts'
import { shorten } from './shorten.ts'
import type { Turns } from './turns.ts'

export type DraftsRequest = Parsed<EngineContract['drafts.run']>

/** Drafts in one pass, where a pass is small enough that the model's own overhead counts (docs/rolls.md). */
const passSize = { drafts: 4, cells: 1024 }

export type DraftTools = { model: Model; hash: ModelHash; turns: Turns; scorers: ScorerKeeper }

/**
 * Draws every draft of a request and tells each as soon as it is ready; passes of other requests come between.
 * Where memory runs out a pass is begun again with one thing more given up, as pictures are (`withLadder`).
 * Errors: `invalid-input` for what the model does not have, `model-missing` when a score is asked for and there is no
 * scorer; `cancelled` within a step.
 */
export async function runDrafts(
  request: DraftsRequest,
  { signal, emit }: Context<DraftEvent>,
  { model, hash, turns, scorers }: DraftTools,
): Promise<{ drawn: number }> {
  const directions = directionsOf(request.directions)
  const assets = assetsOf(request.assets)
  const { expand, embeddings } = await promptTools(request.promptFiles, model)
  const drafts = request.generations.map(generation => {
    const { settings } = expand(resolveSettings(generation, model.defaults))
    checkSize(settings.width, settings.height, model.rule)
    checkKnobs(model.folder.studio?.knobs ?? [], settings.knobs)
    return request.steps === undefined ? settings : shorten(settings, request.steps)
  })
  const look = await looker(request, scorers)
  const ends = [performance.now()]
  let drawn = 0
  const passes = passesOf(drafts, Math.min(...drafts.map(settings => mostOf(model, settings))))
  for (const { settings, indices } of passes)
    await turns.take(drafts.length - drawn, signal, async () => {
      let stage: Stage = 'encode'
      const pass = async () => {
        const latents = await sampleLatents({
          model,
          settings: settings[0]!,
          pictures: settings,
          batch: settings.length,
          signal,
          directions,
          assets,
          embeddings,
          onStage: now => {
            stage = now
          },
          onStep: () => {},
        })
        stage = 'decode'
        const dims = latentDims(model, settings[0]!)
        const drawn: Picture[] = []
        if (request.side !== null || look)
          for (const latent of latents) {
            const picture = await previewPicture(model, latent, dims)
            drawn.push(withStart({ model, settings: settings[0]!, assets }, picture))
          }
        return drawn
      }
      const pictures = await withLadder(
        model,
        economyKey(model, hash, settings[0]!),
        { ...settings[0]!, batch: settings.length },
        () => stage,
        () => {},
        pass,
      )
      const seen = await look?.(pictures)
      signal.throwIfAborted()
      ends.push(performance.now())
      drawn += indices.length
      const msLeft = timeLeft(ends, passes.length - ends.length + 1)
      for (const [i, index] of indices.entries())
        emit({
          kind: 'draft',
          index,
          png: request.side === null ? null : encodePlain(shrinkTo(pictures[i]!, request.side)),
          score: seen?.scores?.[i] ?? null,
          embedding: (request.embed && seen?.embeddings[i]) || null,
          msLeft,
        })
    })
  return { drawn }
}

/** What the scorer sees in pictures, or null when nobody asked. */
async function looker({ folder, device, scorer, score, embed }: DraftsRequest, scorers: ScorerKeeper) {
  if (score === null && !embed) return null
  const eye = await scorers.get(scorer ?? folder, device)
  const text = score === null ? null : await eye.text(score)
  return async (pictures: readonly Picture[]) => {
    const embeddings = await eye.pictures(pictures)
    return { embeddings, scores: text && embeddings.map(embedding => cosine(text, embedding)) }
  }
}

const mostOf = (model: Model, settings: Settings): number => {
  const [, height, width] = latentDims(model, settings)
  return height * width <= passSize.cells ? passSize.drafts : 1
}
