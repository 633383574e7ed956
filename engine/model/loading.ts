import { freemem } from 'node:os'
import type { LoadProgress } from '#shared/engine-contract.ts'
import { readAhead } from '../files/read-ahead.ts'
import { type WeightFile, weightFiles } from '../graph/weight-files.ts'
import { keepLoadSpeed, loadSpeed } from '../memory/load-speed.ts'
import type { ModelFolder, Part } from './folder.ts'

/** Files from this size on are read before they are opened, which blocks the thread and tells nothing. */
const tellFrom = 64 << 20
/** What is opened at once; other graphs are when they are asked for. */
const opened = ['text_encoder', 'text_encoder_2', 'unet', 'vae_decoder'] as const satisfies readonly Part[]

export type LoadingOptions = {
  signal: AbortSignal
  onLoad: (progress: LoadProgress) => void
}

/**
 * Tells how far the opening of a model is, in bytes, and how long it still takes, by the last time it was opened on this
 * device or else by the bytes that are done. `open` opens one of its graphs, `warm` does its first work.
 * Errors: the signal's reason between two graphs and while one is read.
 */
export async function loading(
  { path, files }: Pick<ModelFolder, 'path' | 'files'>,
  device: string,
  { signal, onLoad }: LoadingOptions,
) {
  const parts = new Map<string, { part: string; files: WeightFile[]; bytes: number }>()
  for (const part of opened) {
    const file = files[part]
    if (!file) continue
    const its = await weightFiles(file)
    parts.set(file, { part, files: its, bytes: its.reduce((sum, { bytes }) => sum + bytes, 0) })
  }
  const of = [...parts.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  const start = performance.now()
  const before = await loadSpeed(device, path)
  /** Bytes of graphs that are open, and when the one at work was begun. */
  let done = 0
  let since = start
  const msLeft = (): number | null => {
    const now = performance.now()
    if (before !== null) return Math.max(0, before * (of - done) - (now - since))
    // Small graphs open slowly for their bytes: they say nothing of the large one that follows.
    return done >= tellFrom || done === of
      ? Math.max(0, ((since - start) / done) * (of - done) - (now - since))
      : null
  }
  const tell = (doing: LoadProgress['doing'], part: string, bytes: number) =>
    onLoad({ doing, part, bytes, of, msLeft: msLeft() })
  return {
    async open<T>(file: string, work: () => Promise<T>): Promise<T> {
      const found = parts.get(file)
      if (!found) return work()
      parts.delete(file)
      signal.throwIfAborted()
      since = performance.now()
      let bytes = done
      tell('read', found.part, bytes)
      for (const one of found.files) {
        // What does not fit into memory is gone again before it is opened.
        if (one.bytes < tellFrom || one.bytes > freemem()) continue
        await readAhead(one.file, signal, count => {
          bytes += count
          tell('read', found.part, bytes)
        })
      }
      tell('open', found.part, bytes)
      // The thread is blocked from here on: what was told goes out first, and a cancel comes in.
      await new Promise(setImmediate)
      signal.throwIfAborted()
      const session = await work()
      done += found.bytes
      since = performance.now()
      tell('open', found.part, done)
      return session
    },
    async warm<T>(work: () => Promise<T>): Promise<T> {
      signal.throwIfAborted()
      tell('warm', 'vae_decoder', done)
      return work()
    },
    /** All is open: the next time goes by this one. */
    keep: async () => {
      if (of) await keepLoadSpeed(device, path, { ms: performance.now() - start, bytes: of })
    },
  }
}
