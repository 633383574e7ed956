import { create } from 'zustand'
import type { CallOptions } from '#shared/contract.ts'
import type { BulkEvent } from '#shared/studio/bulk.ts'

export type BulkWork = { id: number; label: string; stop: () => void } & BulkEvent

/** What is being done to many pictures: `running` all of it, `works` what takes so long that it is shown. */
export const useBulk = create<{ running: number; works: BulkWork[] }>(() => ({ running: 0, works: [] }))

/** In ms. */
const patience = 1000
let last = 0

/** Shows how far it is, and a way to stop it, once it takes over a second. */
export async function working<R>(
  label: string,
  run: (how: CallOptions<BulkEvent>) => Promise<R>,
): Promise<R> {
  const id = ++last
  const abort = new AbortController()
  const stop = () => abort.abort()
  let shown = false
  let at: BulkEvent = { done: 0, of: 0, msLeft: 0 }
  const others = () => useBulk.getState().works.filter(work => work.id !== id)
  const show = () => useBulk.setState({ works: [...others(), { id, label, stop, ...at }] })
  const due = setTimeout(() => {
    shown = true
    show()
  }, patience)
  useBulk.setState(({ running }) => ({ running: running + 1 }))
  try {
    return await run({
      signal: abort.signal,
      onEvent: event => {
        at = event
        if (shown) show()
      },
    })
  } finally {
    clearTimeout(due)
    useBulk.setState(({ running }) => ({ running: running - 1, works: others() }))
  }
}
