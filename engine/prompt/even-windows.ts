import type { TextEmbedding } from '../pipeline/encode-text.ts'

/** Repeating costs time: beyond so many times the longest, shorter texts are filled up with windows that say nothing. */
const most = 4

/**
 * Texts of one pass, all brought to the same number of windows. Each is said over again until it is as long as the
 * others, which leaves what cross-attention takes from it as it was (ComfyUI, comfy/conds.py; A1111 asks in passes of their own,
 * to the same end). Where that takes too many, `empty` fills up, as A1111's `pad_cond_uncond` does.
 */
export function evenWindows(texts: readonly TextEmbedding[], empty: TextEmbedding): TextEmbedding[] {
  const lengths = texts.map(({ tokens }) => tokens)
  const longest = Math.max(...lengths)
  const common = lengths.reduce(leastCommonMultiple, 1)
  if (common <= most * longest) return texts.map(text => repeated(text, common))
  return texts.map(text => filled(text, empty, longest))
}

function repeated(text: TextEmbedding, tokens: number): TextEmbedding {
  if (text.tokens === tokens) return text
  const hidden = new Float32Array(tokens * text.width)
  for (let at = 0; at < hidden.length; at += text.hidden.length) hidden.set(text.hidden, at)
  return { ...text, hidden, tokens }
}

function filled(text: TextEmbedding, empty: TextEmbedding, tokens: number): TextEmbedding {
  if (text.tokens === tokens) return text
  const hidden = new Float32Array(tokens * text.width)
  hidden.set(text.hidden)
  for (let at = text.hidden.length; at < hidden.length; at += empty.hidden.length)
    hidden.set(empty.hidden, at)
  return { ...text, hidden, tokens }
}

const leastCommonMultiple = (a: number, b: number): number => (a / greatestCommonDivisor(a, b)) * b
const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)
