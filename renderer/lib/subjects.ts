import type { Vocabulary } from '#shared/studio/models.ts'
import { score } from './fuzzy.ts'
import { replaceWord, wordsIn } from './vocabulary.ts'

type Subject = Vocabulary['subjects'][number]

export const groupsOf = (subjects: readonly Subject[]): string[] => [
  ...new Set(subjects.map(({ group }) => group)),
]

export const searchSubjects = (subjects: readonly Subject[], query: string): Subject[] =>
  query.trim()
    ? subjects.filter(
        ({ word, also, group }) =>
          [word, ...also].some(name => score(query, name) >= 2) || score(query, group) >= 3,
      )
    : [...subjects]

export const samplePrompt = (word: string): string => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`

/** Puts a subject in the place of the one that the prompt names, or after what it says. */
export function withSubject(prompt: string, word: string, subjects: readonly Subject[]): string {
  if (!prompt.trim()) return samplePrompt(word)
  const names = subjects
    .flatMap(subject => [subject.word, ...subject.also])
    .sort((a, b) => b.length - a.length)
  const lower = prompt.toLowerCase()
  const words = wordsIn(prompt)
  for (const name of names) {
    const hit = words.find(
      ({ from }) => lower.startsWith(name, from) && !/[\p{L}\p{N}]/u.test(lower[from + name.length] ?? ''),
    )
    if (hit) return replaceWord(prompt, { from: hit.from, to: hit.from + name.length }, word)
  }
  return `${prompt.trimEnd()} ${word}`
}
