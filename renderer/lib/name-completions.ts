import type { PromptNames } from '#shared/studio/prompts.ts'
import type { Completion } from './vocabulary.ts'

type Kinds = { wildcard: string; embedding: string; lora: string }

/** The name of a LoRA that is being typed: where it stands, and what it becomes when one is chosen. */
export function loraAt(text: string, caret: number) {
  const begun = /<(lora|lyco):([^:<>\n]*)$/.exec(text.slice(0, caret))
  if (!begun) return null
  const [, kind, typed = ''] = begun
  const rest = /^[^:<>\n]*(?=[:>])/.exec(text.slice(caret))
  // Within a tag that is whole already its strength stays.
  return rest
    ? { typed, from: caret - typed.length, to: caret + rest[0].length, whole: (name: string) => name }
    : { typed, from: begun.index, to: caret, whole: (name: string) => `<${kind}:${name}:1>` }
}

/** LoRAs behind `<lora:`, lists behind `__`, and textual inversions by the beginning of their names. */
export function nameCompletions(
  text: string,
  caret: number,
  { wildcards, embeddings, loras }: PromptNames,
  kinds: Kinds,
  most = 7,
): Completion[] {
  const before = text.slice(0, caret)
  const tag = loraAt(text, caret)
  if (tag) {
    const typed = tag.typed.toLowerCase()
    const begins = (name: string) => name.toLowerCase().startsWith(typed)
    return loras
      .filter(name => name.toLowerCase().includes(typed))
      .sort((a, b) => Number(begins(b)) - Number(begins(a)))
      .slice(0, most)
      .map(name => ({ phrase: tag.whole(name), kind: kinds.lora, from: tag.from, to: tag.to }))
  }
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
