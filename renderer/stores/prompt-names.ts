import { create } from 'zustand'
import type { PromptNames } from '#shared/studio/prompts.ts'
import { call } from '../api.ts'

/** Lists, textual inversions and LoRAs that a prompt may name. */
export const usePromptNames = create<PromptNames>(() => ({ wildcards: [], embeddings: [], loras: [] }))

/** Looked at anew whenever somebody begins to write: files come and go. */
export const loadPromptNames = (): Promise<void> =>
  call('prompts.names', undefined).then(
    names => usePromptNames.setState(names),
    () => {},
  )
