import { isCancelled, toWire } from '#shared/errors.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { modelFolder } from '../model-library.ts'
import { type Again, drawAgain } from './draw-again.ts'
import type { Damage } from './verify-files.ts'

export type Drawn = { again: Again[]; skipped: Damage[] }
export type Sampled = {
  ids: readonly string[]
  /** How many to draw, of those that say how. */
  count: number
  /** A picture's file and its record; null for one that is not a PNG of ours. */
  recordOf: (id: string) => Promise<{ file: string; record: PictureRecord | null }>
  /** The engine, with what the picture carries at hand. */
  callFor: (file: string, record: PictureRecord, folder: string) => Promise<EngineCall>
  signal: AbortSignal
  onEvent?: (event: { done: number; of: number; file: string }) => void
  /** 0 to 1, as `Math.random`. */
  random?: () => number
}

/** Draws a few pictures, chosen at random, again from their records. One that cannot be is told of, not an error. */
export async function verifySample(options: Sampled): Promise<Drawn> {
  const { ids, count, recordOf, callFor, signal, onEvent = () => {}, random = Math.random } = options
  const left = [...ids]
  const drawn: Drawn = { again: [], skipped: [] }
  const done = () => drawn.again.length + drawn.skipped.length
  while (left.length && done() < count && !signal.aborted) {
    const [id] = left.splice(Math.floor(random() * left.length), 1)
    const { file, record } = await recordOf(id!)
    if (!record) continue
    onEvent({ done: done(), of: count, file })
    try {
      const folder = await modelFolder(record.model.id).catch(() => null)
      if (folder === null) {
        drawn.skipped.push({
          file,
          why: `its model "${record.model.id}" is not installed here; it was not drawn again`,
        })
        continue
      }
      drawn.again.push(await drawAgain(file, record, folder, await callFor(file, record, folder), signal))
    } catch (error) {
      if (isCancelled(error)) break
      drawn.skipped.push({ file, why: `it could not be drawn again: ${toWire(error).message}` })
    }
  }
  return drawn
}
