import { type FSWatcher, watch } from 'node:fs'

/** Nothing may have changed for so long before it is looked at, in ms; and it never waits longer than `mostMs`. */
const quietMs = 500
const mostMs = 3000

export type PlacesWatch = {
  /** Watches these folders and no others. */
  set(folders: readonly string[]): void
  close(): void
}

/** What comes while files are copied or downloaded under hidden names is nobody's concern. */
const isOurs = (name: string | null): boolean =>
  name === null || !name.split(/[/\\]/).some(part => part.startsWith('.') || part === 'blobs')

/**
 * Tells that something changed in one of several folders, soon after it has come to rest. A folder that cannot be watched
 * (network disks, too many folders, not there) is told once to `onProblem`.
 */
export function watchPlaces(
  onChange: () => void,
  onProblem: (folder: string, error: Error) => void,
): PlacesWatch {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  let first = 0
  const hear = (_: string, name: string | null) => {
    if (!isOurs(name)) return
    if (!timer) first = performance.now()
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        timer = undefined
        onChange()
      },
      Math.max(0, Math.min(quietMs, first + mostMs - performance.now())),
    )
    timer.unref()
  }
  const begin = (folder: string) => {
    const fail = (error: Error) => {
      watchers.get(folder)?.close()
      onProblem(folder, error)
    }
    try {
      const watcher = watch(folder, { recursive: true, persistent: false }, hear)
      watcher.on('error', fail)
      watchers.set(folder, watcher)
    } catch (error) {
      fail(error as Error)
    }
  }
  return {
    set(folders) {
      for (const [folder, watcher] of watchers)
        if (!folders.includes(folder)) {
          watcher.close()
          watchers.delete(folder)
        }
      for (const folder of folders) if (!watchers.has(folder)) begin(folder)
    },
    close() {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}
