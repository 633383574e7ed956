/** Who wants to be told. */
export type Listeners<E> = {
  add(listener: (event: E) => void): () => void
  tell(event: E): void
}

export function listeners<E>(): Listeners<E> {
  const all = new Set<(event: E) => void>()
  return {
    add(listener) {
      all.add(listener)
      return () => void all.delete(listener)
    },
    tell(event) {
      for (const listener of [...all]) listener(event)
    },
  }
}

/** For requests that never answer: rejects with the reason when they are cancelled. */
export const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
