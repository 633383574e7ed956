import type { ClipTokenizer } from '../tokenizer/clip.ts'

/**
 * Where a word is put into a prompt. Several places are averaged, so that what is left is the word's meaning, not its
 * place. `{article}` is the prompt's leading article, `{rest}` what follows it; together they are the prompt.
 */
const templates = [
  '{article} {word} {rest}',
  '{article} very {word} {rest}',
  '{article} {rest}, {word}',
  'a {word} picture of {article} {rest}',
] as const

/** A prompt with a word in it. */
export type Templated = {
  text: string
  /** Per token of the prompt, its place in the text's tokens, from 0. */
  places: number[]
  /** Tokens of the whole text. */
  count: number
}

const article = /^\s*(an?|the)\s+(?=\S)/i

/** The prompt with the word in each place. */
export function templated(prompt: string, word: string, tokenizer: ClipTokenizer): Templated[] {
  const leading = article.exec(prompt)?.[0] ?? ''
  const slots = { article: leading, rest: prompt.slice(leading.length), word }
  return templates.map(template => {
    const places: number[] = []
    let text = ''
    let count = 0
    // White space and signs end a word, so that the tokens of the parts are those of the whole.
    for (const part of template.split(/(\{\w+\})/)) {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1] as keyof typeof slots | undefined
      const piece = slot ? slots[slot] : part
      const tokens = tokenizer.encode(piece).count
      if (slot && slot !== 'word') for (let i = 0; i < tokens; i++) places.push(count + i)
      text += piece
      count += tokens
    }
    return { text, places, count }
  })
}

/** A word for nothing, where one side of a pair is empty. */
const filler = ','

/**
 * The shorter of two words said again until it has as many tokens as the longer, so that the prompt's tokens stand at
 * the same places beside either. Where no repetition fits, it may keep a token too many.
 */
export function evenPair(less: string, more: string, tokenizer: ClipTokenizer): [string, string] {
  const length = (text: string) => tokenizer.encode(text).count
  const wanted = Math.max(length(less), length(more))
  const grown = (text: string) => {
    const words = (text.trim() || filler).split(/\s+/)
    const said = text.trim() ? [...words] : wanted ? [filler] : []
    for (let i = 0; said.length && length(said.join(' ')) < wanted; i++) said.push(words[i % words.length]!)
    return said.join(' ')
  }
  return [grown(less), grown(more)]
}
