import { setImmediate as turn } from 'node:timers/promises'
import { smallWords, wordPattern } from '#engine/scorer/small-words.ts'
import type { Mapped } from './chart.ts'

/** Prompts read in one go; between two, others have their turn. */
const slice = 4000

/** Every prompt of a library once, those of the trash too, and which one a picture's key has. */
export type Prompts = { texts: string[]; of: Map<number, number> }

/** Errors: the signal's reason. */
export async function readPrompts(library: Mapped, signal: AbortSignal): Promise<Prompts> {
  const numbers = new Map<string, number>()
  const of = new Map<number, number>()
  for (let after = 0; ; ) {
    signal.throwIfAborted()
    const rows = library.meaning.prompts(after, slice)
    for (const { key, prompt } of rows) {
      const number = numbers.get(prompt) ?? numbers.size
      numbers.set(prompt, number)
      of.set(key, number)
      after = key
    }
    if (rows.length < slice) return { texts: [...numbers.keys()], of }
    await turn()
  }
}

/** In small letters, in their order. */
export const wordsIn = (text: string): string[] =>
  Array.from(text.toLowerCase().matchAll(wordPattern), ([word]) => word)

/** Those that a picture could show, each once; numbers are none. */
export const tellingWords = (text: string): string[] => [
  ...new Set(
    wordsIn(text).filter(word => word.length > 1 && !smallWords.has(word) && !/^[\d.]+$/.test(word)),
  ),
]
