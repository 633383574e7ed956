import { dirname, join } from 'node:path'
import type { StudioSettings } from '#shared/studio/settings.ts'
import { userModelFolders } from '../model-library.ts'
import type { PromptFolders } from './prompt-lists.ts'

type Chosen = Pick<StudioSettings, 'wildcardsFolder' | 'embeddingsFolder'>

/** Where lists and textual inversions lie: where a person said, else beside the folder of their models. */
export function promptFolders({ wildcardsFolder, embeddingsFolder }: Chosen): PromptFolders {
  const beside = dirname(userModelFolders().at(-1)!)
  return {
    wildcards: wildcardsFolder ?? join(beside, 'wildcards'),
    embeddings: embeddingsFolder ?? join(beside, 'embeddings'),
  }
}
