import type { Settings } from '#shared/generation.ts'
import { settledReading } from '#shared/prompt/settled-reading.ts'
import { expandWildcards, type Wildcards } from '#shared/prompt/wildcards.ts'

export type ExpandedSettings = {
  settings: Settings
  /** The words as they were typed, where something was chosen in them. */
  template: { prompt: string; negative: string } | null
  /** What could not be put in, one sentence each. */
  problems: string[]
}

type Texts = {
  prompt?: string | undefined
  negative?: string | undefined
  conditions?: Settings['conditions'] | undefined
}

/** A picture's settings with every wildcard chosen by its main seed; what lies behind a branch is chosen by it too. */
export function expandSettings(settings: Settings, wildcards: Wildcards): ExpandedSettings {
  if (settings.reading.style === 'plain') return { settings, template: null, problems: [] }
  const problems: string[] = []
  const words = (text: string, what: string): string => {
    const expanded = expandWildcards(text, wildcards, settings.seed, what)
    problems.push(...expanded.problems)
    return expanded.text
  }
  const chosen = <T extends Texts>(said: T): T => ({
    ...said,
    ...(said.prompt !== undefined && { prompt: words(said.prompt, 'prompt') }),
    ...(said.negative !== undefined && { negative: words(said.negative, 'negative') }),
    ...(said.conditions && {
      conditions: {
        ...said.conditions,
        regions: said.conditions.regions.map((region, i) => ({
          ...region,
          words: words(region.words, `region ${i + 1}`),
        })),
      },
    }),
  })
  const expanded = { ...chosen(settings), past: settings.past.map(chosen) }
  const { prompt, negative } = settings
  const changed = expanded.prompt !== prompt || expanded.negative !== negative
  return {
    settings: settledReading(expanded),
    template: changed ? { prompt, negative } : null,
    problems: [...new Set(problems)],
  }
}
