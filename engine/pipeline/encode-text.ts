import { StudioError } from '#shared/errors.ts'
import { plainReading, type Reading } from '#shared/prompt/reading.ts'
import { readStyles } from '#shared/prompt/styles.ts'
import type { Model, TextTower } from '../model/open.ts'
import { type Embeddings, noEmbeddings } from '../prompt/embeddings.ts'
import { askTower, lengthOf, type TowerSays } from '../prompt/tower.ts'
import { weighers } from '../prompt/weigh.ts'
import { type Token, type WordVectors, windowsOf } from '../prompt/windows.ts'

/** What one prompt becomes: [tokens, width] for cross-attention and, for SDXL, one pooled vector. */
export type TextEmbedding = {
  hidden: Float32Array
  tokens: number
  width: number
  pooled: Float32Array | null
}

/** How a text is read, and the vectors that stand for names in it. */
export type How = { reading: Reading; embeddings: Embeddings }
const plainly: How = { reading: plainReading, embeddings: noEmbeddings }

/** CLIP's window; a text encoder of another length was not made for more than one. */
const clipWindow = 77
/** So that a prompt of 20,000 characters ends. */
const mostWindows = 64

/** Windows of words that this model reads: one where its text encoder is no CLIP, or the U-Net's length is fixed. */
function windowsRead({ towers, ports }: Model): number {
  if (towers.some(({ tokenizer }) => tokenizer.maxLength !== clipWindow)) return 1
  const length = ports?.encoder_hidden_states?.dims[1]
  return typeof length === 'number' ? Math.max(1, Math.floor(length / clipWindow)) : mostWindows
}

/** One sentence when a prompt has more words than the model reads, else null. `text` as `encodeText` takes it. */
export function truncationWarning(
  model: Model,
  text: string,
  what: string,
  how: How = plainly,
): string | null {
  const [tower] = model.towers
  const room = lengthOf(tower!) - 2
  const only = (count: number) =>
    `The ${what} has ${count} tokens; this model reads the first ${room} and ignores the rest`
  if (how.reading.style === 'plain') {
    const { count } = tower!.tokenizer.encode(text)
    return count > room ? only(count) : null
  }
  const windows = windowsFor(tower!, text, how, 0)
  const read = windowsRead(model)
  const count = windows.reduce((sum, { length }) => sum + length, 0)
  if (read === 1) return count > room ? only(count) : null
  return windows.length <= read
    ? null
    : `The ${what} has ${count} tokens in ${windows.length} windows of ${room}; this model reads the first ${read} and ignores the rest`
}

const kept = 64
const known = new WeakMap<Model['towers'], Map<string, Promise<TextEmbedding>>>()

/**
 * Runs every text encoder on a text, as it stands in one step: schedules and `AND` were read before. Towers are joined
 * along the width (SDXL), windows along the tokens; the pooled vector is the first window's. The last few embeddings
 * are kept, since drafts ask for the same words again and again: nobody may write into one.
 */
export function encodeText(model: Model, text: string, how: How = plainly): Promise<TextEmbedding> {
  const { towers } = model
  const cache = known.get(towers) ?? new Map<string, Promise<TextEmbedding>>()
  known.set(towers, cache)
  const { style, clipSkip } = how.reading
  const named = [...how.embeddings.values()].map(({ sha256 }) => sha256)
  const key = JSON.stringify([text, style, clipSkip, ...named])
  const embedding = cache.get(key) ?? encodeAnew(model, text, how)
  cache.delete(key)
  cache.set(key, embedding)
  embedding.catch(() => cache.delete(key))
  if (cache.size > kept) cache.delete(cache.keys().next().value!)
  return embedding
}

async function encodeAnew(model: Model, text: string, how: How): Promise<TextEmbedding> {
  const { towers } = model
  const read = windowsRead(model)
  const cut = towers.map((tower, at) => cutTo(read, windowsFor(tower, text, how, at), lengthOf(tower) - 2))
  const windows = Math.max(...cut.map(({ length }) => length))
  const outputs: TextEmbedding[] = []
  for (const [at, tower] of towers.entries()) {
    const says: TowerSays[] = []
    // The towers read the same words, but names may stand for more vectors in one than in the other.
    for (let i = 0; i < windows; i++) says.push(await weighed(model, tower, cut[at]![i] ?? [], how))
    outputs.push(joinedWindows(says))
  }
  const [first, second] = outputs
  if (!first) throw new StudioError('model-broken', 'The model has no text encoder')
  return second ? { ...join(first, second), pooled: second.pooled } : first
}

const windowsFor = ({ tokenizer, ...tower }: TextTower, text: string, how: How, at: number): Token[][] =>
  windowsOf[how.reading.style](
    readStyles[how.reading.style].segments(text),
    tokenizer,
    vectorsFor(how.embeddings, at),
    lengthOf({ tokenizer, ...tower }) - 2,
  )

/** One window holds what fits, wherever others would begin. */
const cutTo = (read: number, windows: Token[][], room: number): Token[][] =>
  read === 1 ? [windows.flat().slice(0, room)] : windows.slice(0, read)

/** A file with one list of vectors is for the first text encoder; where there are two, both are needed. */
const vectorsFor = (embeddings: Embeddings, tower: number): WordVectors =>
  new Map([...embeddings].map(([name, { towers }]) => [name, towers[tower] ?? []]))

/** A model with words of its own has no CLIP whose layers could be left out. */
const skipsLayers = ({ folder }: Model): boolean => !folder?.studio

/** One sentence when a CLIP skip that was asked for, or taken over from a picture, does not act; else none. */
export const skipWarnings = (model: Model, { clipSkip }: How['reading']): string[] =>
  clipSkip > 1 && !skipsLayers(model)
    ? [`This model's text encoder is none of CLIP's: CLIP skip ${clipSkip} does not act`]
    : []

async function weighed(model: Model, tower: TextTower, window: Token[], how: How): Promise<TowerSays> {
  const { start, end, padding } = tower.tokenizer
  const length = lengthOf(tower)
  const { clipSkip, style } = how.reading
  const ask = (tokens: readonly Token[]) =>
    askTower(model, tower, {
      ids: new Int32Array(length)
        .fill(padding)
        .map((id, i) => [start, ...tokens.map(t => t.id), end][i] ?? id),
      vectors: [null, ...tokens.map(({ vector }) => vector)],
      clipSkip: skipsLayers(model) ? clipSkip : 1,
      penultimate: (tower.words ?? (model.towers.length > 1 ? 'penultimate' : 'last')) === 'penultimate',
    })
  const says = await ask(window)
  if (window.every(({ weight }) => weight === 1)) return says
  const weights = new Float32Array(says.tokens).fill(1)
  window.forEach(({ weight }, i) => {
    weights[i + 1] = weight
  })
  const { hidden, width } = says
  const empty = async () => (await ask([])).hidden
  return { ...says, hidden: await weighers[style]({ hidden, weights, width, empty }) }
}

function joinedWindows(says: readonly TowerSays[]): TextEmbedding {
  const [first] = says
  if (says.length === 1) return first!
  const hidden = new Float32Array(says.length * first!.hidden.length)
  says.forEach((window, i) => {
    hidden.set(window.hidden, i * first!.hidden.length)
  })
  return { ...first!, hidden, tokens: says.length * first!.tokens }
}

function join(a: TextEmbedding, b: TextEmbedding): Omit<TextEmbedding, 'pooled'> {
  if (a.tokens !== b.tokens)
    throw new StudioError(
      'model-broken',
      `The two text encoders read ${a.tokens} and ${b.tokens} tokens; expected the same`,
    )
  const width = a.width + b.width
  const hidden = new Float32Array(a.tokens * width)
  for (let t = 0; t < a.tokens; t++) {
    hidden.set(a.hidden.subarray(t * a.width, (t + 1) * a.width), t * width)
    hidden.set(b.hidden.subarray(t * b.width, (t + 1) * b.width), t * width + a.width)
  }
  return { hidden, tokens: a.tokens, width }
}
