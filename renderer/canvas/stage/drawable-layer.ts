import type { Layer } from '#shared/canvas/records.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { useCanvasView } from '../../stores/canvas-view.ts'
import { toast } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'

/** The layer in hand, where it can be drawn on; else it is said why not. */
export function drawableLayer(): Layer | null {
  const { layer: id } = useCanvasView.getState()
  const layer = id ? useCanvas.getState().drawing.get(id) : undefined
  const refuse = (why: string) => {
    toast(why, { kind: 'canvas-refused' })
    return null
  }
  if (layer?.kind !== 'layer') return refuse(t.canvas.refused.none)
  if (!layer.visible) return refuse(t.canvas.refused.hidden(layer.name))
  if (layer.locked) return refuse(t.canvas.refused.locked(layer.name))
  return layer
}
