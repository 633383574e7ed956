import type { ModelCard, Starter, Vocabulary } from '#shared/studio/models.ts'
import { groupsOf, samplePrompt } from './subjects.ts'

/** For a model that knows its words but brings nothing to begin with: some of its subjects, from every group in turn. */
export function startersOf({ subjects }: Vocabulary, most = 8): Starter[] {
  const groups = groupsOf(subjects).map(group => subjects.filter(subject => subject.group === group))
  const turns = Array.from({ length: most }, (_, n) => n)
  return turns
    .flatMap(turn => groups.map(group => group[turn]))
    .filter(subject => subject !== undefined)
    .slice(0, most)
    .map(({ word }) => ({ title: word, generation: { prompt: samplePrompt(word), seed: 1 } }))
}

/** What the first window says under its heading. */
export function greeting(
  state: 'loading' | 'ready' | 'failed',
  model: Pick<ModelCard, 'problem'> | undefined,
  starters: readonly Starter[],
): 'loading' | 'noModel' | 'text' | 'words' {
  if (!model && state === 'loading') return 'loading'
  if (!model || model.problem) return 'noModel'
  return starters.length ? 'text' : 'words'
}
