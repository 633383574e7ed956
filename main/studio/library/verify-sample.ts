import { createHash } from 'node:crypto'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { VerifyEvent, VerifyReport } from '#shared/studio/verify.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { modelFolder } from '../model-library.ts'
import { type Again, drawAgain } from './draw-again.ts'

export type Drawn = { again: Again[]; skipped: VerifyReport['skipped'] }
export type Sampled = {
  ids: readonly string[]
  /** How many to draw, of those that say how. */
  count: number
  /** The same one chooses the same pictures, whatever else has come to the library. */
  seed: number
  /** A picture's file and its record; null for one that is not a PNG of ours. */
  recordOf: (id: string) => Promise<{ file: string; record: PictureRecord | null }>
  /** The engine, with what the picture carries at hand. */
  callFor: (file: string, record: PictureRecord, folder: string) => Promise<EngineCall>
  signal: AbortSignal
  onEvent?: ((event: VerifyEvent) => void) | undefined
}

/** Draws a few pictures, chosen by chance, again from their records. One that cannot be is told of, not an error. */
export async function verifySample(options: Sampled): Promise<Drawn> {
  const { ids, count, seed, recordOf, callFor, signal, onEvent = () => {} } = options
  const drawn: Drawn = { again: [], skipped: [] }
  const begun = performance.now()
  for (const id of shuffled(ids, seed)) {
    const done = drawn.again.length + drawn.skipped.length
    if (done >= count || signal.aborted) break
    const { file, record } = await recordOf(id)
    if (!record) continue
    const { length } = drawn.again
    const msLeft = length ? ((performance.now() - begun) / length) * (count - done) : null
    onEvent({ phase: 'drawing', done, of: count, msLeft, file })
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

/** By a hash of seed and id: one picture more in the library does not change the order of the others. */
function shuffled(ids: readonly string[], seed: number): string[] {
  const keyed = ids.map(id => ({ id, key: createHash('sha256').update(`${seed} ${id}`).digest('hex') }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id)
}
