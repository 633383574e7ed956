import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { toWire } from '#shared/errors.ts'
import { unpack } from './pixels.ts'

type Wanted = { id: number; file: string; side: number }

async function answer({ id, file, side }: Wanted): Promise<void> {
  try {
    const bytes = new Uint8Array(readFileSync(file))
    parentPort?.postMessage({ id, output: await unpack(bytes, basename(file), side) })
  } catch (error) {
    parentPort?.postMessage({ id, error: toWire(error) })
  }
}

let last: Promise<void> = Promise.resolve()

/**
 * Unpacks pictures beside the main thread: a large one takes longer than a frame of the window may. One after
 * another, so that no more than one is held in memory.
 */
parentPort?.on('message', (wanted: Wanted) => {
  last = last.then(() => answer(wanted))
})
