import {
  addLayer,
  changeLayer,
  clearLayer,
  duplicateLayer,
  removeLayer,
  reorder,
} from '#shared/canvas/edits/layers.ts'
import { mergeDown, mergeKind, mergeTarget } from '#shared/canvas/edits/merge-down.ts'
import { type Layer, type LayerRole, layersOf, type RecordId } from '#shared/canvas/records.ts'
import { amend, commit, useCanvas } from '../../stores/canvas.ts'
import { setCanvasView, takeTool, useCanvasView } from '../../stores/canvas-view.ts'
import { explain } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { newId } from '../new-id.ts'
import { mergePixels } from './merge-pixels.ts'

const now = () => useCanvas.getState().drawing

/** What is painted with on a layer whose colour only says where. */
const inks: Partial<Record<LayerRole, readonly string[]>> = {
  region: ['#e8590c', '#1c7ed6', '#2f9e44', '#ae3ec9', '#f08c00', '#0c8599'],
  mask: ['#e03131'],
  sketch: ['#1c1917'],
}

export const chooseLayer = (layer: RecordId): void => setCanvasView({ layer, selected: [] })

/** A new layer above the one in hand, taken in hand. */
export function newLayer(role: LayerRole): RecordId {
  const same = layersOf(now()).filter(layer => layer.role === role).length
  const id = newId()
  const name = `${t.canvas.layers.roles[role]}${same ? ` ${same + 1}` : ''}`
  const above = useCanvasView.getState().layer
  commit(t.canvas.deeds.layer, addLayer(now(), { id, role, name, ...(above && { above }) }))
  const colours = inks[role]
  chooseLayer(id)
  if (colours) setCanvasView({ colour: colours[same % colours.length]! })
  return id
}

export const setLayer = (id: RecordId, change: Partial<Layer>, label: string): void =>
  commit(label, changeLayer(now(), id, change))

let sliding: string | null = null
/** As `setLayer`, but all that a hand does between pressing and letting go is one gesture. */
export function slideLayer(id: RecordId, change: Partial<Layer>, label: string): void {
  const key = `${id} ${Object.keys(change).join()}`
  const changes = changeLayer(now(), id, change)
  if (sliding === key) amend(changes)
  else commit(label, changes)
  sliding = key
}
globalThis.window?.addEventListener('pointerdown', () => (sliding = null), { capture: true })
globalThis.window?.addEventListener('keydown', () => (sliding = null), { capture: true })

const neighbour = (id: RecordId): RecordId | null => {
  const layers = layersOf(now())
  const at = layers.findIndex(layer => layer.id === id)
  return (layers[at - 1] ?? layers[at + 1])?.id ?? null
}

export function deleteLayer(id: RecordId): void {
  const next = neighbour(id)
  commit(t.canvas.deeds.removeLayer, removeLayer(now(), id))
  if (next) chooseLayer(next)
}

export function copyLayer(id: RecordId): void {
  const layer = now().get(id)
  if (layer?.kind !== 'layer') return
  const changes = duplicateLayer(now(), id, newId, t.canvas.layers.copyOf(layer.name))
  commit(t.canvas.deeds.duplicate, changes)
  const [first] = changes
  if (first) chooseLayer(first[0])
}

export function mergeLayer(id: RecordId): void {
  const target = mergeTarget(now(), id)
  if (mergeKind(now(), id) === 'pixels') void mergePixels(id).catch(explain)
  else commit(t.canvas.deeds.merge, mergeDown(now(), id))
  if (target) chooseLayer(target)
}

/** Its images are seen only where a brush uncovers them, or all of them again. */
export function revealLayer(id: RecordId): void {
  const layer = now().get(id)
  if (layer?.kind !== 'layer') return
  setLayer(id, { reveal: !layer.reveal }, t.canvas.deeds.reveal)
  if (layer.reveal) return
  chooseLayer(id)
  takeTool('brush')
}

export const emptyLayer = (id: RecordId): void => commit(t.canvas.deeds.clear, clearLayer(now(), id))

/** One place up or down. */
export function shiftLayer(id: RecordId, by: 1 | -1): void {
  const at = layersOf(now()).findIndex(layer => layer.id === id)
  commit(t.canvas.deeds.reorder, reorder(now(), id, at + by))
}

/** To the place of another layer. */
export function dropLayer(id: RecordId, on: RecordId): void {
  const layers = layersOf(now())
  commit(
    t.canvas.deeds.reorder,
    reorder(
      now(),
      id,
      layers.findIndex(layer => layer.id === on),
    ),
  )
}
