type Waiting = { left: number; go: () => void }
export type Turns = ReturnType<typeof turns>

/**
 * One piece of work at a time, first the one of whoever has least left to do: a single draft under a hand passes a map
 * of hundreds, which goes on afterwards. Among equals, the first who came.
 */
export function turns() {
  const waiting: Waiting[] = []
  let busy = false
  const next = () => {
    const first = waiting.toSorted((a, b) => a.left - b.left)[0]
    busy = first !== undefined
    if (first) waiting.splice(waiting.indexOf(first), 1)
    first?.go()
  }
  return {
    /** Does `work` when it is its turn. Rejects with the signal's reason when it is aborted before. */
    async take<T>(left: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      signal.throwIfAborted()
      if (busy) await turn(waiting, left, signal)
      busy = true
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}

const turn = (waiting: Waiting[], left: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const mine: Waiting = {
      left,
      go: () => {
        signal.removeEventListener('abort', stop)
        resolve()
      },
    }
    const stop = () => {
      waiting.splice(waiting.indexOf(mine), 1)
      reject(signal.reason)
    }
    waiting.push(mine)
    signal.addEventListener('abort', stop, { once: true })
  })
