import { join } from 'node:path'
import { type ClipTokenizer, loadTokenizer } from '#engine/tokenizer/clip.ts'
import type { TokenCount } from '#shared/studio/models.ts'

/** Counts as the engine does, with the engine's own tokenizer; start and end are not counted. */
export function tokenCounter(): (folder: string, text: string) => Promise<TokenCount> {
  const loaded = new Map<string, Promise<ClipTokenizer>>()
  return async (folder, text) => {
    let tokenizer = loaded.get(folder)
    if (!tokenizer) {
      tokenizer = loadTokenizer(join(folder, 'tokenizer'))
      loaded.set(folder, tokenizer)
      tokenizer.catch(() => loaded.delete(folder))
    }
    const { encode, maxLength } = await tokenizer
    return { tokens: encode(text).count, limit: maxLength - 2 }
  }
}
