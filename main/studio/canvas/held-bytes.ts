/** Bytes by key, those longest unused going first when they come to more than `most` together. */
export function heldBytes<K>(most: number) {
  const held = new Map<K, Uint8Array>()
  let total = 0
  const drop = (key: K): void => {
    total -= held.get(key)?.length ?? 0
    held.delete(key)
  }
  return {
    get(key: K): Uint8Array | undefined {
      const bytes = held.get(key)
      if (!bytes) return undefined
      held.delete(key)
      held.set(key, bytes)
      return bytes
    },
    put(key: K, bytes: Uint8Array): void {
      drop(key)
      held.set(key, bytes)
      total += bytes.length
      for (const oldest of held.keys()) {
        if (total <= most || oldest === key) break
        drop(oldest)
      }
    },
    drop,
  }
}
