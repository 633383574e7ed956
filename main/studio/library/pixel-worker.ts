import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { toWire } from '#shared/errors.ts'
import { unpack } from './pixels.ts'

/** Unpacks pictures beside the main thread: a large one takes longer than a frame of the window may. */
parentPort?.on('message', ({ id, file, side }: { id: number; file: string; side: number }) => {
  try {
    parentPort?.postMessage({ id, output: unpack(readFileSync(file), basename(file), side) })
  } catch (error) {
    parentPort?.postMessage({ id, error: toWire(error) })
  }
})
