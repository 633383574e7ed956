import type { Steering } from '#shared/steer.ts'
import type { Model } from '../model/open.ts'
import { encodeText, type TextEmbedding } from '../pipeline/encode-text.ts'
import { evenPair, type Templated, templated } from './word-templates.ts'

/** What one unit of a pair of words adds to a prompt's embedding: the whole way from the one word to the other. */
type WordDirection = { hidden: Float32Array; pooled: Float32Array | null }

const kept = 32
const found = new WeakMap<Model, Map<string, WordDirection>>()

/**
 * A prompt's embedding turned by the pairs of words among the knobs, each by its amount. `prompt` is the words alone; of
 * an embedding of several windows the first is turned.
 */
export async function turnWords(
  model: Model,
  prompt: string,
  text: TextEmbedding,
  steer: readonly Steering[],
): Promise<TextEmbedding> {
  if (!steer.some(({ kind }) => kind === 'words')) return text
  const base = await encodeText(model, prompt)
  const turned = { ...text, hidden: text.hidden.slice(), pooled: text.pooled?.slice() ?? null }
  for (const knob of steer) {
    if (knob.kind !== 'words') continue
    const { hidden, pooled } = await directionOf(model, prompt, base, knob)
    add(turned.hidden, knob.amount, hidden)
    if (turned.pooled && pooled) add(turned.pooled, knob.amount, pooled)
  }
  return turned
}

const add = (to: Float32Array, amount: number, values: Float32Array) =>
  values.forEach((value, i) => {
    to[i]! += amount * value
  })

/** The last few directions are kept, since a knob is turned many times. */
async function directionOf(
  model: Model,
  prompt: string,
  base: TextEmbedding,
  { less, more }: Extract<Steering, { kind: 'words' }>,
): Promise<WordDirection> {
  const cache = found.get(model) ?? new Map<string, WordDirection>()
  found.set(model, cache)
  const key = JSON.stringify([prompt, less, more])
  const direction = cache.get(key) ?? (await wordDirection(model, prompt, base, less, more))
  cache.delete(key)
  cache.set(key, direction)
  if (cache.size > kept) cache.delete(cache.keys().next().value!)
  return direction
}

/**
 * Mean over the templates of E(prompt with `more`) - E(prompt with `less`), brought back to the prompt's own tokens:
 * each token of the prompt takes the difference of the same token in either text, the end that of the ends, padding
 * that of the padding at its place. Rows that are zero in the prompt's embedding are padding that the model leaves out,
 * and stay zero.
 */
async function wordDirection(
  model: Model,
  prompt: string,
  base: TextEmbedding,
  less: string,
  more: string,
): Promise<WordDirection> {
  const { tokenizer } = model.towers[0]!
  const { tokens, width } = base
  const sum = new Float32Array(base.hidden.length)
  const counts = new Uint32Array(tokens)
  const pooled = base.pooled && new Float32Array(base.pooled.length)
  const used = rowsInUse(base)
  const length = Math.min(tokenizer.encode(prompt).count, tokens - 2)
  const [low, high] = evenPair(less, more, tokenizer)
  const pairs = templated(prompt, high, tokenizer).map(
    (withMore, i) => [withMore, templated(prompt, low, tokenizer)[i]!] as const,
  )
  for (const [withMore, withLess] of pairs) {
    const [up, down] = [await encodeText(model, withMore.text), await encodeText(model, withLess.text)]
    for (let row = 0; row < tokens; row++) {
      const [to, from] = [
        counterpart(row, length, tokens, withMore),
        counterpart(row, length, tokens, withLess),
      ]
      if (!used[row] || to === null || from === null) continue
      counts[row]!++
      for (let i = 0; i < width; i++)
        sum[row * width + i]! += up.hidden[to * width + i]! - down.hidden[from * width + i]!
    }
    pooled?.forEach((_, i) => {
      pooled[i]! += (up.pooled![i]! - down.pooled![i]!) / pairs.length
    })
  }
  return { hidden: sum.map((value, i) => value / Math.max(1, counts[Math.floor(i / width)]!)), pooled }
}

/** The row of a templated text that stands for a row of the prompt's embedding; null where it was cut off. */
function counterpart(row: number, length: number, tokens: number, text: Templated): number | null {
  if (row === 0) return 0
  const end = Math.min(text.count, tokens - 2) + 1
  if (row <= length) {
    const place = text.places[row - 1]! + 1
    return place < end ? place : null
  }
  if (row === length + 1) return end
  return Math.min(tokens - 1, Math.max(row, end + 1))
}

const rowsInUse = ({ hidden, tokens, width }: TextEmbedding): boolean[] =>
  Array.from({ length: tokens }, (_, row) =>
    hidden.subarray(row * width, (row + 1) * width).some(value => value !== 0),
  )
