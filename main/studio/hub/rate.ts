/** How fast bytes come, over the last few seconds. */
export type Rate = {
  add(bytes: number, now: number): void
  /** Bytes per second; null while nothing can be said. */
  read(now: number): number | null
}

const windowMs = 5000

/** `bytes` are those so far, not those that came since. */
export function rate(): Rate {
  let seen: { at: number; bytes: number }[] = []
  const forget = (now: number) => {
    const from = seen.findLastIndex(({ at }) => at <= now - windowMs)
    if (from > 0) seen = seen.slice(from)
  }
  return {
    add(bytes, now) {
      const last = seen.at(-1)
      // A handful a second are enough.
      if (last && now - last.at < 100 && seen.length > 1) last.bytes = bytes
      else seen.push({ at: now, bytes })
      forget(now)
    },
    read(now) {
      forget(now)
      const [first] = seen
      const last = seen.at(-1)
      if (!first || !last || now - first.at < 300) return null
      return Math.max(0, (last.bytes - first.bytes) / ((now - first.at) / 1000))
    },
  }
}
