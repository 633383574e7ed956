import { create } from 'zustand'
import { toWire, type WireError } from '#shared/errors.ts'
import type { ModelCard, Starter, Vocabulary } from '#shared/studio/models.ts'
import { call, whenOpen } from '../api.ts'
import { startersOf } from '../lib/starters.ts'
import { type Lexicon, lexicon } from '../lib/vocabulary.ts'

export type Words = { vocabulary: Vocabulary; lexicon: Lexicon }
type State = {
  state: 'loading' | 'ready' | 'failed'
  models: ModelCard[]
  error: WireError | null
  /** By model; null for one that takes any words, absent until it is known. */
  words: Record<string, Words | null>
  starters: Record<string, Starter[]>
}

export const useModels = create<State>(() => ({
  state: 'loading',
  models: [],
  error: null,
  words: {},
  starters: {},
}))

export async function loadModels(): Promise<void> {
  try {
    useModels.setState({ models: await call('models.list', undefined), state: 'ready', error: null })
  } catch (error) {
    useModels.setState({ state: 'failed', error: toWire(error) })
  }
}
whenOpen(loadModels)

/** Words and starters of a model, read once. */
export async function loadWords(model: string): Promise<void> {
  if (model in useModels.getState().words) return
  const [vocabulary, starters] = await Promise.all([
    call('models.vocabulary', { model }).catch(() => null),
    call('models.starters', { model }).catch(() => []),
  ])
  const words = vocabulary && { vocabulary, lexicon: lexicon(vocabulary) }
  useModels.setState(state => ({
    words: { ...state.words, [model]: words },
    starters: {
      ...state.starters,
      [model]: starters.length || !vocabulary ? starters : startersOf(vocabulary),
    },
  }))
}

export const modelById = (id: string | null): ModelCard | undefined =>
  useModels.getState().models.find(model => model.id === id)
