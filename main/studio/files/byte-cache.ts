/** What was asked for last, by name, as long as all of it takes at most so many bytes. */
export function byteCache<T>(mostBytes: number) {
  const held = new Map<string, { value: T; bytes: number }>()
  let total = 0
  const drop = (name: string) => {
    total -= held.get(name)?.bytes ?? 0
    held.delete(name)
  }
  return {
    get(name: string): T | undefined {
      const found = held.get(name)
      if (!found) return undefined
      // The last asked for goes to the end of the row.
      held.delete(name)
      held.set(name, found)
      return found.value
    },
    put(name: string, value: T, bytes: number): void {
      drop(name)
      held.set(name, { value, bytes })
      total += bytes
      for (const oldest of held.keys()) {
        if (total <= mostBytes) break
        drop(oldest)
      }
    },
    drop,
  }
}
