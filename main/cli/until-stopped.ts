const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Work that Ctrl-C ends where nothing is half-done; a second one ends the program at once. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const stop = () => {
    abort.abort()
    for (const name of signals) process.off(name, stop)
  }
  for (const name of signals) process.on(name, stop)
  try {
    return await work(abort.signal)
  } finally {
    for (const name of signals) process.off(name, stop)
  }
}
