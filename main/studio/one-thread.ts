import { parentPort, Worker } from 'node:worker_threads'
import { fromWire, toWire, type WireError } from '#shared/errors.ts'

type Asked<I> = { id: number; input: I }
type Reply<O> = { id: number; output: O } | { id: number; error: WireError }
type Waiting<I, O> = { resolve: (value: O) => void; reject: (error: unknown) => void; input: I }

export type Thread<I, O> = { ask(input: I): Promise<O>; close(): Promise<void> }

/** Work on a thread of its own, started when first needed; where there can be none, on this one. */
export function oneThread<I, O>(entry: string | null, here: (input: I) => Promise<O>): Thread<I, O> {
  const waiting = new Map<number, Waiting<I, O>>()
  let worker: Worker | undefined
  let alone = entry === null
  let last = 0

  const start = (path: string): Worker => {
    const started = new Worker(path, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    started.unref()
    started.on('message', (reply: Reply<O>) => {
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
      for (const { resolve, reject, input } of left) here(input).then(resolve, reject)
    })
    return started
  }
  return {
    ask(input) {
      if (alone || entry === null) return here(input)
      worker ??= start(entry)
      const mine = worker
      return new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject, input })
        mine.postMessage({ id: last, input })
      })
    },
    async close() {
      const ending = worker
      worker = undefined
      await ending?.terminate()
    },
  }
}

/** The thread's side: one thing after another, so that no more than one is held in memory. */
export function answerOnThread<I, O>(work: (input: I) => Promise<O>): void {
  let last: Promise<void> = Promise.resolve()
  parentPort?.on('message', ({ id, input }: Asked<I>) => {
    last = last
      .then(() => work(input))
      .then(
        output => parentPort?.postMessage({ id, output }),
        error => parentPort?.postMessage({ id, error: toWire(error) }),
      )
  })
}
