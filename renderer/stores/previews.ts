import { useSyncExternalStore } from 'react'
import type { JobId } from '#shared/studio/jobs.ts'

/** The latest predicted picture of each picture in work, as a blob URL that is revoked once the next one is shown. */
const urls = new Map<string, string>()
const listeners = new Map<string, Set<() => void>>()
const keyOf = (id: JobId, image: number) => `${id}:${image}`

const put = (key: string, url: string | null) => {
  const old = urls.get(key)
  if (url) urls.set(key, url)
  else urls.delete(key)
  for (const listener of listeners.get(key) ?? []) listener()
  if (old) setTimeout(() => URL.revokeObjectURL(old), 1000)
}

export const showPreview = (id: JobId, image: number, png: Uint8Array): void =>
  put(
    keyOf(id, image),
    URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })),
  )

/** Kept a moment, until the finished picture has been decoded. */
export const clearPreview = (id: JobId, image: number): void =>
  void setTimeout(() => put(keyOf(id, image), null), 4000)

/** Re-renders only who shows this one picture. */
export function usePreview(id: JobId, image: number): string | undefined {
  const key = keyOf(id, image)
  return useSyncExternalStore(
    listener => {
      const set = listeners.get(key) ?? new Set()
      listeners.set(key, set.add(listener))
      return () => {
        set.delete(listener)
        if (!set.size) listeners.delete(key)
      }
    },
    () => urls.get(key),
  )
}
