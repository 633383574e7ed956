type Run<T> = (wanted: T, signal: AbortSignal, told: () => void) => Promise<void>

/**
 * One run at a time; what is wanted last runs next and what was wanted before it never. A run in work is ended for a
 * newer one as soon as it has told something, so that a hand that never rests still sees every so often what it does;
 * one that tells nothing is ended after `patience` ms, twice as long each time until one gets to tell something: on a
 * slow machine a hand sees little, but never nothing. `run` must not reject.
 */
export function newestWins<T>(run: Run<T>, least = 400) {
  let patience = least
  let waiting: { wanted: T } | null = null
  let current: { abort: AbortController; told: boolean; begun: number } | null = null
  let due: ReturnType<typeof setTimeout> | undefined

  const end = () => {
    clearTimeout(due)
    current?.abort.abort()
    current = null
  }
  const start = () => {
    end()
    if (!waiting) return
    const { wanted } = waiting
    waiting = null
    const mine = { abort: new AbortController(), told: false, begun: Date.now() }
    current = mine
    const told = () => {
      if (!mine.told) patience = Math.max(least, 2 * (Date.now() - mine.begun))
      mine.told = true
      if (current === mine && waiting) start()
    }
    void run(wanted, mine.abort.signal, told).finally(() => {
      if (current !== mine) return
      current = null
      start()
    })
  }
  const lose = () => {
    patience *= 2
    start()
  }
  return {
    want(wanted: T): void {
      waiting = { wanted }
      clearTimeout(due)
      if (!current || current.told) start()
      else due = setTimeout(lose, Math.max(0, current.begun + patience - Date.now()))
    },
    /** Ends what runs and forgets what waits. */
    stop(): void {
      waiting = null
      end()
    },
  }
}
