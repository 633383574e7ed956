import {
  canvasLimits,
  type Drawing,
  itemsOf,
  type Layer,
  type LayerRole,
  layer as layerRecord,
  layersOf,
  type RecordId,
} from '../records.ts'
import type { Changes } from './changes.ts'

/** What of a layer's settings begins otherwise for a role. */
const beginnings: Record<LayerRole, Partial<Layer>> = {
  sketch: {},
  colour: {},
  region: { opacity: 0.5 },
  mask: { opacity: 0.6, feather: 0.02 },
  image: { hold: 0.4 },
  result: {},
}

const layerIn = (drawing: Drawing, id: RecordId): Layer | undefined => {
  const found = drawing.get(id)
  return found?.kind === 'layer' ? found : undefined
}

/** Whole numbers from 1 for these layers, the lowest first; only what changes. */
const numbered = (layers: readonly Layer[]): Changes =>
  layers.flatMap(
    (layer, i): Changes => (layer.order === i + 1 ? [] : [[layer.id, { ...layer, order: i + 1 }]]),
  )

export type NewLayer = { id: RecordId; role: LayerRole; name: string; above?: RecordId } & Partial<
  Omit<Layer, 'kind' | 'order'>
>

/** A new layer, above `above` or on top of all; nothing once there are as many as there may be. */
export function addLayer(drawing: Drawing, { above, ...said }: NewLayer): Changes {
  const layers = layersOf(drawing)
  if (layers.length >= canvasLimits.layers) return []
  const found = layers.findIndex(({ id }) => id === above)
  const at = found < 0 ? layers.length : found + 1
  const made = layerRecord.parse({ kind: 'layer', order: 0, ...beginnings[said.role], ...said })
  return numbered([...layers.slice(0, at), made, ...layers.slice(at)])
}

/** Other settings for a layer. */
export function changeLayer(drawing: Drawing, id: RecordId, change: Partial<Layer>): Changes {
  const layer = layerIn(drawing, id)
  return layer ? [[id, { ...layer, ...change }]] : []
}

/** Takes away all that lies on it. */
export const clearLayer = (drawing: Drawing, layer: RecordId): Changes =>
  itemsOf(drawing, layer).map(({ id }) => [id, null])

/** With everything that lies on it. */
export const removeLayer = (drawing: Drawing, id: RecordId): Changes =>
  layerIn(drawing, id) ? [[id, null], ...clearLayer(drawing, id)] : []

/** A copy right above, with copies of all that lies on it. `newId` gives a fresh id at each call. */
export function duplicateLayer(drawing: Drawing, id: RecordId, newId: () => RecordId, name: string): Changes {
  const layer = layerIn(drawing, id)
  if (!layer) return []
  const { kind: _, order: __, ...settings } = layer
  const copy = newId()
  const added = addLayer(drawing, { ...settings, id: copy, name, above: id })
  if (!added.length) return []
  return [
    ...added,
    ...itemsOf(drawing, id).map((item): Changes[number] => {
      const fresh = newId()
      return [fresh, { ...item, id: fresh, layer: copy }]
    }),
  ]
}

/** Moves a layer to the place `to` among all, counted from the lowest, 0. */
export function reorder(drawing: Drawing, id: RecordId, to: number): Changes {
  const layer = layerIn(drawing, id)
  if (!layer) return []
  const others = layersOf(drawing).filter(one => one.id !== id)
  const at = Math.max(0, Math.min(others.length, to))
  return numbered([...others.slice(0, at), layer, ...others.slice(at)])
}
