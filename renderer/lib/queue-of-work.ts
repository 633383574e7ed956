/** Runs at most `most` tasks at once, the newest request first: what is in sight comes before what was. */
export function lifo(most: number) {
  const waiting: { run: () => Promise<void>; signal: AbortSignal }[] = []
  let running = 0
  const next = (): void => {
    if (running >= most) return
    const task = waiting.pop()
    if (!task) return
    if (task.signal.aborted) {
      next()
      return
    }
    running++
    void task.run().finally(() => {
      running--
      next()
    })
  }
  return (run: () => Promise<void>, signal: AbortSignal): void => {
    waiting.push({ run, signal })
    next()
  }
}
