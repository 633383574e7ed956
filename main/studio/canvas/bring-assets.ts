import { readFile } from 'node:fs/promises'
import { readAssets } from '#engine/png/assets-chunk.ts'
import { filesOfSettings } from '#shared/conditions.ts'
import type { Generation } from '#shared/generation.ts'
import type { AssetStore } from './asset-store.ts'

/** Keeps what a picture's file carries. */
export async function keepCarried(store: AssetStore, png: Uint8Array): Promise<void> {
  for (const bytes of Object.values(readAssets(png))) await store.put(bytes)
}

/** Keeps the files that settings name and only the picture they belong to still holds. */
export async function bringAssets(
  store: AssetStore,
  settings: Pick<Generation, 'conditions' | 'past'>,
  fileOf: () => string,
): Promise<void> {
  const found = await Promise.all(filesOfSettings(settings).map(id => store.find(id)))
  if (!found.includes(null)) return
  const png = await readFile(fileOf()).catch(() => null)
  if (png) await keepCarried(store, new Uint8Array(png))
}
