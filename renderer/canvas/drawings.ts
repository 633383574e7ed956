import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { exampleDrawing } from '#shared/canvas/example.ts'
import type { CanvasRecord } from '#shared/canvas/records.ts'
import { call } from '../api.ts'
import { useCanvas } from '../stores/canvas.ts'
import { createDrawing } from '../stores/canvas-sync.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { newId } from './new-id.ts'

const words = t.canvas

const begin = (name: string, records: CanvasRecord[]) => createDrawing(name, records).catch(explain)

export const emptyDrawing = (): Promise<void> =>
  begin(
    words.file.untitled,
    newDrawing({ newId, names: { sketch: words.layers.roles.sketch, colour: words.layers.roles.colour } }),
  )

export const openExample = (): Promise<void> => begin(words.start.exampleName, exampleDrawing(newId))

export const copyDrawing = (): Promise<void> => {
  const { name, drawing } = useCanvas.getState()
  return begin(words.file.copyOf(name).slice(0, 100), [...drawing.values()])
}

export async function renameDrawing(name: string): Promise<void> {
  const { id } = useCanvas.getState()
  if (!id || !name.trim()) return
  try {
    await call('drawings.rename', { id, name: name.trim() })
    useCanvas.setState({ name: name.trim() })
  } catch (error) {
    explain(error)
  }
}

/** Puts the open drawing into the trash; taking that back opens it again. */
export async function trashDrawing(open: (id: string) => Promise<void>): Promise<void> {
  const { id, name } = useCanvas.getState()
  if (!id) return
  try {
    await call('drawings.trash', { id })
    useCanvas.setState({ id: null, name: '', drawing: new Map() })
    const back = async () => {
      await call('drawings.restore', { id })
      await open(id)
    }
    toast(words.file.trashed(name), { action: { label: t.undo, run: () => void back().catch(explain) } })
  } catch (error) {
    explain(error)
  }
}
