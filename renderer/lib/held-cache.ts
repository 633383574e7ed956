/**
 * The last values by a text. Over `most` the one used longest ago is let go (`drop`), except those that somebody holds
 * because they are in sight.
 */
export function heldCache<V>(most: number, drop: (value: V) => void) {
  const values = new Map<string, V>()
  const holds = new Map<string, number>()
  const trim = () => {
    for (const [key, value] of values) {
      if (values.size <= most) return
      if (holds.has(key)) continue
      values.delete(key)
      drop(value)
    }
  }
  return {
    has: (key: string): boolean => values.has(key),
    get(key: string): V | undefined {
      const value = values.get(key)
      if (value === undefined) return undefined
      values.delete(key)
      values.set(key, value)
      return value
    },
    /** The first value of a key stays; a second one is dropped at once. */
    put(key: string, value: V): void {
      if (values.has(key)) drop(value)
      else values.set(key, value)
      trim()
    },
    hold: (key: string): void => void holds.set(key, (holds.get(key) ?? 0) + 1),
    release(key: string): void {
      const left = (holds.get(key) ?? 0) - 1
      if (left > 0) holds.set(key, left)
      else holds.delete(key)
      trim()
    },
    size: (): number => values.size,
  }
}
