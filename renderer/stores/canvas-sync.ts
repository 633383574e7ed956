import { create } from 'zustand'
import { squashed } from '#shared/canvas/diff.ts'
import { type CanvasRecord, type Diff, layersOf, record } from '#shared/canvas/records.ts'
import { toWire } from '#shared/errors.ts'
import type { DrawingId } from '#shared/studio/canvas.ts'
import { call, whenOpen } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { t } from '../strings.ts'
import { onDrawn, showDrawing, useCanvas } from './canvas.ts'
import { setCanvasView } from './canvas-view.ts'
import { toast } from './toasts.ts'

/** Whether what is on the canvas is kept. */
export type Sync = {
  state: 'saved' | 'saving' | 'failed'
  /** Why it is not, in one sentence. */
  error: string | null
}
export const useSync = create<Sync>(() => ({ state: 'saved', error: null }))

const none: Diff = new Map()
let unsaved: Diff = none
let revision = 0
let sending = false
let retry: ReturnType<typeof setTimeout> | undefined

/** How long to wait after a failure, in ms. */
const patience = 2000

async function send(): Promise<void> {
  const { id } = useCanvas.getState()
  if (sending || !id || !unsaved.size) return
  clearTimeout(retry)
  sending = true
  const mine = unsaved
  unsaved = none
  useSync.setState({ state: 'saving', error: null })
  try {
    const changes = Object.fromEntries([...mine].map(([key, [, after]]) => [key, after]))
    const answer = await call('drawings.append', { id, revision, changes })
    if (useCanvas.getState().id === id) revision = answer.revision
    useSync.setState({ state: unsaved.size ? 'saving' : 'saved' })
  } catch (error) {
    if (useCanvas.getState().id !== id) return
    // Nothing is lost: what could not be kept goes along with what comes next.
    unsaved = squashed(mine, unsaved)
    useSync.setState({ state: 'failed', error: sentenceOf(toWire(error)) })
    retry = setTimeout(() => void send(), patience)
    return
  } finally {
    sending = false
  }
  void send()
}

onDrawn(diff => {
  unsaved = squashed(unsaved, diff)
  void send()
})
whenOpen(() => void send())

/** Waits until all is kept, or is known not to be. */
export async function settled(): Promise<void> {
  while (useSync.getState().state === 'saving') await new Promise(done => setTimeout(done, 20))
}

/**
 * Waits until the open drawing is kept; where it cannot be, because another window has changed it, say, all of it is kept
 * as a drawing of its own. Errors: those of `drawings.create`, and then it must stay open.
 */
async function leave(): Promise<void> {
  await settled()
  const { id, name, drawing } = useCanvas.getState()
  if (!id || !unsaved.size) return
  const copy = t.canvas.file.copyOf(name)
  await call('drawings.create', { name: copy.slice(0, 100), records: [...drawing.values()] })
  unsaved = none
  toast(t.canvas.file.keptAsCopy(copy))
}

function begin(id: DrawingId, name: string, records: readonly CanvasRecord[], at: number): void {
  unsaved = none
  revision = at
  clearTimeout(retry)
  useSync.setState({ state: 'saved', error: null })
  showDrawing(id, name, records)
  const top = layersOf(useCanvas.getState().drawing).findLast(({ locked, visible }) => visible && !locked)
  setCanvasView({ layer: top?.id ?? null, selected: [], fitted: false })
}

/** Puts a drawing on the canvas. Errors: `invalid-input` when it cannot be read. */
export async function openDrawing(id: DrawingId): Promise<void> {
  await leave()
  const { name, records, revision, lost } = await call('drawings.open', { id })
  await leave()
  begin(
    id,
    name,
    records.flatMap(one => record.safeParse(one).data ?? []),
    revision,
  )
  if (lost) toast(lost, { tone: 'error' })
}

/** A new drawing of these records, on the canvas at once. */
export async function createDrawing(name: string, records: CanvasRecord[]): Promise<void> {
  await leave()
  const { id } = await call('drawings.create', { name, records })
  await leave()
  begin(id, name, records, 0)
}
