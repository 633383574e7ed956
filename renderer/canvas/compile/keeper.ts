import type { AssetId } from '#shared/conditions.ts'
import type { File } from './outputs.ts'

/** Hands files on, each once; those that did not arrive are lost until they are made again. */
export function keeper(put: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>) {
  const puts = new Map<AssetId, Promise<unknown>>()
  const missing = new Set<AssetId>()
  return {
    keep({ id, bytes }: File): void {
      if (puts.has(id)) return
      const done = put(bytes)
      puts.set(id, done)
      done.catch(() => missing.add(id))
    },
    /** Resolves when these are kept. Errors: that of the first that could not be. */
    arrived: async (ids: readonly AssetId[]): Promise<void> => {
      await Promise.all(ids.map(id => puts.get(id)))
    },
    /** Which have to be made again; each is told once. */
    lost(): AssetId[] {
      const ids = [...missing]
      missing.clear()
      for (const id of ids) puts.delete(id)
      return ids
    },
  }
}
