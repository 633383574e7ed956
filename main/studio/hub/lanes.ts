/** Runs at most so many at once, in the order asked for. */
export type Lanes = <T>(work: () => Promise<T>) => Promise<T>

export function lanes(most: number): Lanes {
  let busy = 0
  const waiting: (() => void)[] = []
  return async work => {
    if (busy >= most) await new Promise<void>(go => waiting.push(go))
    else busy++
    try {
      return await work()
    } finally {
      // Whoever waits takes this place over.
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }
}
