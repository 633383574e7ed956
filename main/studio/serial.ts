/** Runs one thing after another, in the order asked for; a failure stops only its own. */
export type Serial = <T>(work: () => T | Promise<T>) => Promise<T>

export function serial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
