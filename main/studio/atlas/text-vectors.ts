import type { SearchOptions } from '../meaning/search.ts'

/** Texts that are remembered. */
const most = 4096

/** Vectors of texts, unit length, and the id of their space. Errors: the engine's. */
export type TextVectors = (
  texts: readonly string[],
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<{ space: string; vectors: Float32Array[] }>

/** Asks the scorer for what it was not asked before: the next question has most texts in common with the last. */
export function textVectors({
  call,
  scorer,
  device,
}: SearchOptions & { scorer: () => Promise<string> }): TextVectors {
  let space = ''
  let known = new Map<string, Float32Array>()
  return async (texts, signal, onProgress) => {
    const folder = await scorer()
    const ask = async (texts: string[]) => {
      const onEvent = ({ done, of }: { done: number; of: number }) => onProgress(done / of)
      const result = await call('score.embed', { folder, device: device(), texts }, { signal, onEvent })
      if (result.id !== space || known.size + texts.length > most) known = new Map()
      space = result.id
      for (const [i, text] of texts.entries())
        known.set(text, result.texts.slice(i * result.width, (i + 1) * result.width))
    }
    const before = space
    await ask([...new Set(texts.filter(text => !known.has(text)))])
    // Another scorer has come, or too much was remembered: what was left out is unknown again.
    if (before !== space || texts.some(text => !known.has(text)))
      await ask([...new Set(texts.filter(text => !known.has(text)))])
    return { space, vectors: texts.map(text => known.get(text)!) }
  }
}
