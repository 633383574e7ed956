import type { Settings } from '#shared/generation.ts'
import type { Model } from '../model/open.ts'
import { truncationWarning } from '../pipeline/encode-text.ts'
import type { Embeddings } from './embeddings.ts'
import { toldWords } from './told-words.ts'

/** A sentence for every text of which the model does not read all, in the first step or in the last. */
export function truncationWarnings(model: Model, settings: Settings, embeddings: Embeddings): string[] {
  const how = { reading: settings.reading, embeddings }
  const found = [1, settings.steps].flatMap(step => {
    const { parts, negative, regions } = toldWords(settings, step)
    return [
      ...parts.map(({ text }) => truncationWarning(model, text, 'prompt', how)),
      truncationWarning(model, negative, 'negative prompt', how),
      ...regions.map((words, i) => truncationWarning(model, words, `text of region ${i + 1}`, how)),
    ]
  })
  return [...new Set(found.filter(message => message !== null))]
}
