import { join } from 'node:path'
import { type Token, windowsOf } from '#engine/prompt/windows.ts'
import { type ClipTokenizer, loadTokenizer } from '#engine/tokenizer/clip.ts'
import type { PromptStyle } from '#shared/prompt/style-names.ts'
import { readStyles } from '#shared/prompt/styles.ts'
import type { TokenCount } from '#shared/studio/models.ts'

/** Other text encoders read one window alone. */
const clipWindow = 77

/**
 * Counts as the engine does, with the engine's own tokenizer; start and end are not counted. Of words that change on the
 * way those of the first step count, of prompts that are drawn together the longest; textual inversions count as words.
 */
export function tokenCounter(): (folder: string, text: string, style: PromptStyle) => Promise<TokenCount> {
  const loaded = new Map<string, Promise<ClipTokenizer>>()
  return async (folder, text, style) => {
    let tokenizer = loaded.get(folder)
    if (!tokenizer) {
      tokenizer = loadTokenizer(join(folder, 'tokenizer'))
      loaded.set(folder, tokenizer)
      tokenizer.catch(() => loaded.delete(folder))
    }
    return countOf(await tokenizer, text, style)
  }
}

function countOf(tokenizer: ClipTokenizer, text: string, style: PromptStyle): TokenCount {
  const room = tokenizer.maxLength - 2
  if (style === 'plain') return { tokens: tokenizer.encode(text).count, limit: room, windows: 1 }
  const { parts, clean, at, segments } = readStyles[style]
  const one = tokenizer.maxLength !== clipWindow
  const counts = parts(clean(text)).map(part => {
    const windows = windowsOf[style](segments(at(part.text, 1, 1)), tokenizer, new Map(), room)
    return { tokens: one ? windows.flat().length : placesOf(windows, room), windows: windows.length }
  })
  const longest = counts.reduce((most, one) => (one.tokens > most.tokens ? one : most))
  if (one) return { tokens: longest.tokens, limit: room, windows: 1 }
  return { ...longest, limit: longest.windows * room }
}

/** A window that another follows counts as full, as A1111 counts it. */
const placesOf = (windows: readonly Token[][], room: number): number =>
  (windows.length - 1) * room + windows.at(-1)!.length
