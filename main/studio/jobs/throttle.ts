export type Throttle<T> = {
  /** Passes at once what comes after a quiet time; of what comes sooner, the last when its time has come. */
  push(value: T): void
  /** Passes what is held back now. */
  flush(): void
}

/** At most one in `everyMs` milliseconds, which may depend on what was passed last; the last is always passed. */
export function throttle<T>(pass: (value: T) => void, everyMs: number | ((last: T) => number)): Throttle<T> {
  let held: { value: T } | undefined
  let timer: NodeJS.Timeout | undefined
  const send = (value: T) => {
    held = undefined
    timer = setTimeout(
      () => {
        timer = undefined
        if (held) send(held.value)
      },
      typeof everyMs === 'number' ? everyMs : everyMs(value),
    )
    timer.unref()
    pass(value)
  }
  return {
    push(value) {
      if (timer) held = { value }
      else send(value)
    },
    flush() {
      clearTimeout(timer)
      timer = undefined
      if (held) {
        const { value } = held
        held = undefined
        pass(value)
      }
    },
  }
}

/** Ten a second, as much as an eye wants. */
export const latestOf = <T>(pass: (value: T) => void): Throttle<T> => throttle(pass, 100)
