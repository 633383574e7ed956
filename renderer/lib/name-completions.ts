import type { PromptNames } from '#shared/studio/prompts.ts'
import type { Completion } from './vocabulary.ts'

type Kinds = { wildcard: string; embedding: string }

/** Lists behind `__`, and textual inversions by the beginning of their names. */
export function nameCompletions(
  text: string,
  caret: number,
  { wildcards, embeddings }: PromptNames,
  kinds: Kinds,
  most = 7,
): Completion[] {
  const before = text.slice(0, caret)
  const list = /__([\p{L}\p{N} ._/-]*)$/u.exec(before)
  // Behind an even number of them a new one begins; else this one ends.
  if (list && (before.match(/__/g) ?? []).length % 2 === 1)
    return wildcards
      .filter(name => name.toLowerCase().startsWith(list[1]!.toLowerCase()))
      .slice(0, most)
      .map(name => ({ phrase: `__${name}__`, kind: kinds.wildcard, from: list.index, to: caret }))
  const word = /[\p{L}\p{N}._-]{2,}$/u.exec(before)
  if (!word) return []
  return embeddings
    .filter(name => name.toLowerCase().startsWith(word[0].toLowerCase()) && name !== word[0])
    .slice(0, most)
    .map(name => ({ phrase: name, kind: kinds.embedding, from: word.index, to: caret }))
}
