import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { fromWire, type WireError } from '#shared/errors.ts'
import { thumbnailSide } from './limits.ts'
import { unpack } from './pixels.ts'

export type Unpacked = { id: string; thumbnail: Uint8Array }
export type Unpacker = {
  /** The true id of a picture, and its thumbnail. Errors: `invalid-input` for what cannot be unpacked. */
  unpack(file: string): Promise<Unpacked>
  close(): Promise<void>
}

type Reply = { id: number; output: Unpacked } | { id: number; error: WireError }
type Waiting = { resolve: (value: Unpacked) => void; reject: (error: unknown) => void; file: string }

/** Unpacks on a thread of its own, started when first needed; where there can be none, on this one. */
export function unpacker(entry: string | null = workerEntry()): Unpacker {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let alone = entry === null
  let last = 0

  const start = (path: string): Worker => {
    const started = new Worker(path, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    started.unref()
    started.on('message', (reply: Reply) => {
      const call = waiting.get(reply.id)
      waiting.delete(reply.id)
      if ('output' in reply) call?.resolve(reply.output)
      else call?.reject(fromWire(reply.error))
    })
    // A thread that cannot live (no such file in a bundle, out of memory) costs smoothness, nothing else.
    started.on('error', () => {
      alone = true
      worker = undefined
      const left = [...waiting.values()]
      waiting.clear()
      for (const { resolve, reject, file } of left) here(file).then(resolve, reject)
    })
    return started
  }
  return {
    unpack(file) {
      if (alone || entry === null) return here(file)
      worker ??= start(entry)
      const mine = worker
      return new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject, file })
        mine.postMessage({ id: last, file, side: thumbnailSide })
      })
    },
    async close() {
      const ending = worker
      worker = undefined
      await ending?.terminate()
    },
  }
}

const here = async (file: string): Promise<Unpacked> =>
  unpack(new Uint8Array(await readFile(file)), basename(file), thumbnailSide)

/** Beside the bundle once built; from source, the source itself where Node reads TypeScript. */
function workerEntry(): string | null {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const built = at('./pixels.mjs')
  if (existsSync(built)) return built
  const source = at('./pixel-worker.ts')
  const readsTypeScript = 'typescript' in process.features && process.features.typescript
  return readsTypeScript && existsSync(source) ? source : null
}
