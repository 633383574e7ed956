import { StudioError } from '#shared/errors.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { StudioHandlers } from '../host.ts'
import { modelFolder } from '../model-library.ts'
import type { Samples } from '../models/samples.ts'
import { tokenCounter } from '../models/tokens.ts'
import { readStarters, readVocabulary } from '../models/vocabulary.ts'

type Names =
  | 'models.list'
  | 'models.inspect'
  | 'models.vocabulary'
  | 'models.count'
  | 'models.sample'
  | 'models.starters'

export type ModelServices = {
  cards: () => Promise<ModelCard[]>
  samples: Samples
  /** For questions; an engine beside the one that draws, so that neither waits for the other. */
  ask: EngineCall
  /** What a model's folder looks like now: a sample of another is another picture. */
  stampOf: (folder: string) => Promise<string>
}

export function modelHandlers({ cards, samples, ask, stampOf }: ModelServices): Pick<StudioHandlers, Names> {
  const count = tokenCounter()
  return {
    'models.list': () => cards(),
    'models.inspect': async ({ model }, { signal }) =>
      ask('models.inspect', { folder: await modelFolder(model) }, { signal }),
    'models.vocabulary': async ({ model }) => readVocabulary(await modelFolder(model)),
    'models.count': async ({ model, text, style }) => count(await modelFolder(model), text, style),
    'models.sample': async ({ model, prompt, seed }, { signal }) => {
      const folder = await modelFolder(model)
      const card = (await cards()).find(candidate => candidate.folder === folder)
      if (card?.problem) throw new StudioError('model-broken', card.problem)
      return { png: await samples.get({ folder, stamp: await stampOf(folder), prompt, seed }, signal) }
    },
    'models.starters': async ({ model }) => readStarters(await modelFolder(model)),
  }
}
