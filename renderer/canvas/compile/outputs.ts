import type { AssetId } from '#shared/conditions.ts'
import type { Preview } from './compiled.ts'
import { encodePng, type Pixels } from './encode-png.ts'
import { previewOf } from './preview.ts'

/** A map that was made: what it is called and looks like. */
export type Output = { id: AssetId; preview: Preview }
export type File = { id: AssetId; bytes: Uint8Array<ArrayBuffer> }

const mostKept = 400

async function idOf(bytes: Uint8Array<ArrayBuffer>): Promise<AssetId> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Maps by what they were made of, as long as nothing of it changes; their files are given out once. */
export function outputs() {
  const kept = new Map<string, Output | null>()
  let fresh: File[] = []

  const add = async (bytes: Uint8Array<ArrayBuffer>): Promise<AssetId> => {
    const id = await idOf(bytes)
    fresh.push({ id, bytes })
    return id
  }

  return {
    /** The map of this key, made only if there is none; `make` gives null where there is nothing to tell. */
    async get(key: string, make: () => Pixels | null): Promise<Output | null> {
      const known = kept.get(key)
      const pixels = known === undefined ? make() : null
      const output =
        known !== undefined
          ? known
          : pixels && { id: await add(await encodePng(pixels)), preview: await previewOf(pixels) }
      kept.delete(key)
      kept.set(key, output)
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
      return output
    },
    add,
    /** Files that were made since they were last taken. */
    take(): File[] {
      const taken = fresh
      fresh = []
      return taken
    },
    /** Makes maps anew whose files got lost on their way. */
    forget(ids: ReadonlySet<AssetId>): void {
      for (const [key, output] of kept) if (output && ids.has(output.id)) kept.delete(key)
    },
  }
}
export type Outputs = ReturnType<typeof outputs>
