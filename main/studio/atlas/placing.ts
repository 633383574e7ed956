import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { PackedRows } from '#engine/maps/crowd/packed.ts'
import { type CrowdEvent, placeCrowd } from '#engine/maps/crowd/place-crowd.ts'
import { helperFile } from '../helper-file.ts'

export type Crowd = {
  packed: PackedRows
  /** x and y in turn, 0..1, NaN where there is none; null: none has a place yet. */
  known: Float32Array | null
}

/**
 * Places many vectors on a thread of its own, which ends with the work or when it is cancelled; where there can be no
 * thread, on this one, with turns for others in between.
 */
export async function place(
  crowd: Crowd,
  signal: AbortSignal,
  see: (event: CrowdEvent) => void,
  entry: string | null = helperFile('placing', './place-worker.ts', import.meta.url),
): Promise<void> {
  signal.throwIfAborted()
  if (entry !== null && (await onThread(crowd, signal, see, entry))) return
  for (const event of placeCrowd(crowd.packed, crowd.known)) {
    see(event)
    await turn()
    signal.throwIfAborted()
  }
}

/** Whether a thread did it. Errors: the signal's reason. */
function onThread(
  crowd: Crowd,
  signal: AbortSignal,
  see: (event: CrowdEvent) => void,
  entry: string,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    worker.unref()
    const stop = () => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    const end = (done: boolean) => {
      signal.removeEventListener('abort', stop)
      void worker.terminate()
      resolve(done)
    }
    worker.on('message', (event: CrowdEvent) => {
      if (signal.aborted) return
      see(event)
      if (event.kind === 'places' && event.final) end(true)
    })
    worker.on('error', () => end(false))
    worker.on('exit', () => end(false))
    worker.postMessage(crowd)
  })
}
