import { cancelled } from '#shared/errors.ts'

/** Ends the older call of a lane as soon as a newer one comes: only the newest says what is wanted now. */
export function lanes() {
  const running = new Map<string, AbortController>()
  return async <T>(
    lane: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    running.get(lane)?.abort(cancelled())
    const mine = new AbortController()
    running.set(lane, mine)
    try {
      return await work(AbortSignal.any([signal, mine.signal]))
    } finally {
      if (running.get(lane) === mine) running.delete(lane)
    }
  }
}
