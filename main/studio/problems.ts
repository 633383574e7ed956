import type { StudioHandlers } from './host.ts'
import { type Listeners, listeners, untilAborted } from './listeners.ts'

export type Problems = Listeners<string> & {
  /** The latest ones, oldest first. */
  latest: () => readonly string[]
}

/** A library of thousands of broken files need not fill the memory. */
const kept = 100

/** What went wrong without anybody having asked; kept for a window that opens later. */
export function problems(tellHost: (sentence: string) => void): Problems {
  const latest: string[] = []
  const all = listeners<string>()
  return {
    add: all.add,
    latest: () => latest,
    tell(sentence) {
      latest.push(sentence)
      if (latest.length > kept) latest.shift()
      tellHost(sentence)
      all.tell(sentence)
    },
  }
}

export const problemHandler =
  (troubles: Problems): StudioHandlers['studio.problems'] =>
  async (_, { signal, emit }) => {
    for (const problem of troubles.latest()) emit({ problem })
    const stop = troubles.add(problem => emit({ problem }))
    await untilAborted(signal).finally(stop)
  }
