import type { DeviceId, LoadProgress } from '#shared/engine-contract.ts'
import type { LoraToLay } from './loras/merge.ts'
import { hashModel, type ModelHash } from './model/hash.ts'
import { type Model, openModel } from './model/open.ts'
import { stopwatch } from './stopwatch.ts'
import { threadsWanted } from './threads.ts'

export type Opened = { model: Model; hash: ModelHash }
export type Wanted = {
  folder: string
  device?: DeviceId | undefined
  threads?: number | undefined
  loras?: readonly LoraToLay[] | undefined
  onMerge?: ((share: number, msLeft: number | null) => void) | undefined
  /** When the last one is closed and this one is about to be opened. */
  beforeOpening?: (() => Promise<void>) | undefined
  onLoad?: ((progress: LoadProgress) => void) | undefined
  signal: AbortSignal
}
export type ModelKeeper = ReturnType<typeof modelKeeper>

type Held = { key: string; model: Promise<Model>; by?: AbortSignal; hash?: ModelHash; users: number }

/** Keeps the last model open. Those who want the same one share it; who wants another waits until nobody uses this one. */
export function modelKeeper() {
  let held: Held | undefined
  const waiting = new Set<() => void>()

  async function holdOf(
    key: string,
    { folder, device, threads = threadsWanted(), loras, onMerge, onLoad, beforeOpening, signal }: Wanted,
    onOpen: () => void,
  ): Promise<Held> {
    while (held && held.key !== key && held.users > 0) await nextFree(waiting, signal)
    if (held?.key !== key) {
      onOpen()
      const before = held
      held = undefined
      const mine: Held = {
        key,
        users: 0,
        by: signal,
        model: (async () => {
          await before?.model.then(model => model.release()).catch(() => {})
          await beforeOpening?.()
          return openModel(folder, { device, threads, loras, onMerge, onLoad, signal })
        })(),
      }
      held = mine
      mine.model.catch(() => {
        if (held === mine) held = undefined
      })
    }
    return held
  }

  return {
    /**
     * Opens a model for the time of `work`. `watch` is told when loading and hashing begin. Errors: as `openModel`;
     * `model-broken` when the files are not those that studio.json names.
     */
    async use<T>(wanted: Wanted, work: (opened: Opened) => Promise<T>, watch = stopwatch()): Promise<T> {
      const key = JSON.stringify([wanted.device, wanted.threads, wanted.folder, wanted.loras ?? []])
      const mine = await holdOf(key, wanted, () => watch.enter('load'))
      mine.users++
      try {
        const model = await mine.model.catch(error => {
          // Who asked first gave up while it was opened; whoever waits for the same begins anew.
          if (mine.by?.aborted && !wanted.signal.aborted) return null
          throw error
        })
        if (!model) return this.use(wanted, work, watch)
        // A cancel while the files are hashed leaves the opened model for the next request.
        if (!mine.hash) watch.enter('verify')
        mine.hash ??= await hashModel(model.folder.path, model.folder.studio, wanted.signal)
        return await work({ model, hash: mine.hash })
      } finally {
        mine.users--
        for (const wake of waiting) wake()
      }
    },
    /** Closes what is open, unless somebody uses it. */
    async letGo(): Promise<void> {
      if (!held || held.users > 0) return
      const { model } = held
      held = undefined
      await model.then(open => open.release()).catch(() => {})
    },
  }
}

/** Until somebody is done with the model, or the signal says stop. */
const nextFree = (waiting: Set<() => void>, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const end = (settle: () => void) => () => {
      waiting.delete(wake)
      signal.removeEventListener('abort', stop)
      settle()
    }
    const wake = end(resolve)
    const stop = end(() => reject(signal.reason))
    waiting.add(wake)
    signal.addEventListener('abort', stop, { once: true })
  })
