import type { Settings } from '#shared/generation.ts'
import type { PromptFiles } from '#shared/prompt/prompt-files.ts'
import type { Model } from '../model/open.ts'
import { type Embeddings, readEmbeddings } from './embeddings.ts'
import { type ExpandedSettings, expandSettings } from './expand.ts'
import { fittingEmbeddings } from './fitting.ts'

export type PromptTools = {
  embeddings: Embeddings
  /** The settings with every wildcard chosen by their seed. */
  expand(settings: Settings): ExpandedSettings
}

/** What prompts name, read and fitted to a model; `warn` is told what cannot be used. Errors: those of `readEmbeddings`. */
export async function promptTools(
  { wildcards, embeddings }: PromptFiles,
  model: Model,
  warn: (sentence: string) => void = () => {},
): Promise<PromptTools> {
  return {
    embeddings: fittingEmbeddings(model, await readEmbeddings(embeddings), warn),
    expand(settings) {
      const expanded = expandSettings(settings, wildcards)
      expanded.problems.forEach(warn)
      return expanded
    },
  }
}
