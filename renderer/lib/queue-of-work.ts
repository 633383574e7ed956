type Task = { run: () => Promise<void>; signal: AbortSignal; batch: number }

/**
 * Runs at most `most` tasks at once: those asked for last come first, in the order in which they were asked for
 * together. So what has just come into sight is drawn from its top, and what went out of sight (aborted) not at all.
 */
export function newestBatchFirst(most: number, clock: () => number = Date.now, batchMs = 300) {
  const waiting: Task[] = []
  let running = 0
  const take = (): Task | undefined => {
    const newest = Math.max(...waiting.map(({ batch }) => batch))
    const at = waiting.findIndex(({ batch }) => batch === newest)
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }
  const next = (): void => {
    while (running < most && waiting.length) {
      const task = take()
      if (!task || task.signal.aborted) continue
      running++
      void task.run().finally(() => {
        running--
        next()
      })
    }
  }
  let batch = 0
  let last = Number.NEGATIVE_INFINITY
  return (run: () => Promise<void>, signal: AbortSignal): void => {
    const now = clock()
    if (now - last > batchMs) batch++
    last = now
    waiting.push({ run, signal, batch })
    next()
  }
}
