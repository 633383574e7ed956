import { create } from 'zustand'
import type { ScorerCard } from '#shared/studio/scorers.ts'
import { call } from '../api.ts'
import { changeSettings, useSettings } from './settings.ts'
import { explain } from './toasts.ts'

/** What can look at pictures here; null until it was read. */
export const useScorers = create<{ cards: ScorerCard[] | null }>(() => ({ cards: null }))

export async function loadScorers(): Promise<void> {
  try {
    useScorers.setState({ cards: await call('scorers.list', undefined) })
  } catch (error) {
    explain(error)
  }
}

/** The setting; undefined is the shipped one. */
export const useScorerChoice = (): string | undefined => useSettings(state => state.settings.scorer)

export async function chooseScorer({ id, shipped }: Pick<ScorerCard, 'id' | 'shipped'>): Promise<void> {
  await changeSettings({ scorer: shipped ? undefined : id })
  await loadScorers()
}
