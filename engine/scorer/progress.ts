import { setImmediate as turn } from 'node:timers/promises'
import type { Context } from '#shared/contract.ts'
import type { ScoreProgress } from '#shared/score-contract.ts'
import { timeLeft } from '#shared/time-left.ts'

/**
 * Does `work` on items, several at a time; after each lot it tells how far it is and lets a cancel be heard.
 * `before` of `of` were done earlier.
 */
export async function inLots<T, R>(
  items: readonly T[],
  size: number,
  { signal, emit }: Context<ScoreProgress>,
  work: (lot: readonly T[]) => Promise<R[]>,
  { before, of } = { before: 0, of: items.length },
): Promise<R[]> {
  const out: R[] = []
  const ends = [performance.now()]
  for (let i = 0; i < items.length; i += size) {
    await turn()
    signal.throwIfAborted()
    out.push(...(await work(items.slice(i, i + size))))
    ends.push(performance.now())
    const done = before + Math.min(items.length, i + size)
    emit({ kind: 'progress', done, of, msLeft: timeLeft(ends, (of - done) / size) })
  }
  return out
}

/** How many pictures, or texts, are embedded between two looks at the clock. */
export const lots = { pictures: 16, texts: 64 } as const
