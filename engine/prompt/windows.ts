import type { Segment } from '#shared/prompt/segments.ts'
import type { PromptStyle } from '#shared/prompt/style-names.ts'
import type { ClipTokenizer } from '../tokenizer/clip.ts'

/** A token and its weight; `vector` takes the place of what the text encoder's own table says of it. */
export type Token = { id: number; weight: number; vector: Float32Array | null }

/** Vectors by the name that stands for them in a prompt, in lower case; for one text encoder. */
export type WordVectors = ReadonlyMap<string, readonly Float32Array[]>

type Words = Pick<ClipTokenizer, 'words' | 'comma'>
/** `room`: tokens in one window, start and end left out. Windows are given without them, and without padding. */
type Windows = (segments: readonly Segment[], words: Words, vectors: WordVectors, room: number) => Token[][]

/** How a prompt is cut into windows of the text encoder. */
export const windowsOf: Record<PromptStyle, Windows> = {
  a1111: a1111Windows,
  comfyui: comfyuiWindows,
  plain: (segments, words, _, room) => [
    segments
      .flatMap(segment => (segment ? words.words(segment.text) : []))
      .slice(0, room)
      .map(id => ({ id, weight: 1, vector: null })),
  ],
}

/** At most so many tokens behind a comma go into the next window with the word that no longer fits. */
const backtrack = 20

/**
 * As A1111 cuts (modules/sd_hijack_clip.py): a full window ends at its last comma where that is near, `BREAK` ends one
 * at once, vectors of one name stay together.
 */
function a1111Windows(
  segments: readonly Segment[],
  words: Words,
  vectors: WordVectors,
  room: number,
): Token[][] {
  const named = namesIn(words, vectors)
  const out: Token[][] = []
  let window: Token[] = []
  let comma = -1
  const next = (left: Token[] = []) => {
    out.push(window)
    window = left
    comma = -1
  }
  for (const segment of segments) {
    if (!segment) {
      next()
      continue
    }
    const ids = words.words(segment.text)
    for (let at = 0; at < ids.length; ) {
      const id = ids[at]!
      if (id === words.comma) comma = window.length
      else if (window.length === room && comma !== -1 && window.length - comma <= backtrack) {
        const left = window.splice(comma + 1)
        next(left)
      }
      if (window.length === room) next()
      const found = named.find(({ name }) => name.every((part, i) => ids[at + i] === part))
      if (!found) {
        window.push({ id, weight: segment.weight, vector: null })
        at++
        continue
      }
      if (window.length + found.rows.length > room) next()
      window.push(...found.rows.map(vector => ({ id: 0, weight: segment.weight, vector })))
      at += found.name.length
    }
  }
  if (window.length || !out.length) next()
  return out
}

/** Names as their tokens, the longest first, as A1111 looks for them. */
const namesIn = (words: Words, vectors: WordVectors) =>
  [...vectors]
    .map(([name, rows]) => ({ name: words.words(name), rows }))
    .filter(({ name }) => name.length)
    .sort((a, b) => b.name.length - a.name.length)

/** A word of so many tokens may be cut in two. */
const long = 8
const embedding = 'embedding:'

/** As ComfyUI cuts (comfy/sd1_clip.py): words stay whole where they are short, a window ends where one does not fit. */
function comfyuiWindows(
  segments: readonly Segment[],
  words: Words,
  vectors: WordVectors,
  room: number,
): Token[][] {
  const groups = segments.flatMap(segment =>
    segment
      ? segment.text
          .replaceAll('\n', ' ')
          .split(' ')
          .filter(Boolean)
          .flatMap(word => groupsOf(word, segment.weight, words, vectors))
      : [],
  )
  const out: Token[][] = [[]]
  for (let group of groups) {
    const whole = group.length < long
    while (group.length) {
      const window = out.at(-1)!
      const free = room - window.length
      if (group.length <= free) {
        window.push(...group)
        break
      }
      if (!whole) {
        window.push(...group.slice(0, free))
        group = group.slice(free)
      }
      out.push([])
    }
  }
  return out
}

/** A word's tokens; `embedding:name` stands for vectors, a comma behind it is a word. */
function groupsOf(word: string, weight: number, words: Words, vectors: WordVectors): Token[][] {
  const plain = (text: string) => words.words(text).map(id => ({ id, weight, vector: null }))
  if (!word.startsWith(embedding)) return [plain(word)]
  const name = word.slice(embedding.length).toLowerCase()
  const stripped = name.replace(/^,+|,+$/g, '')
  const rows = vectors.get(name) ?? vectors.get(stripped)
  if (!rows) return [plain(word)]
  const left = vectors.has(name) ? '' : name.slice(stripped.length)
  const group = rows.map(vector => ({ id: 0, weight, vector }))
  return left ? [group, plain(left)] : [group]
}
