import { conditionLimits } from '../../conditions.ts'
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
  colour: { hold: 0.35 },
  region: { opacity: 0.5 },
  mask: { opacity: 0.6, feather: 0.02 },
  image: { hold: 0.4 },
  result: {},
}

/** A new layer, above `above` or on top of all. */
export function addLayer(
  drawing: Drawing,
  {
    id,
    role,
    name,
    above,
    ...more
  }: { id: RecordId; role: LayerRole; name: string; above?: RecordId } & Partial<Layer>,
): Changes {
  const layers = layersOf(drawing)
  if (layers.length >= canvasLimits.layers) return []
  const at = above ? layers.findIndex(one => one.id === above) : layers.length - 1
  const below = layers[at]?.order ?? 0
  const next = layers[at + 1]?.order ?? below + 2
  const made = layerRecord.parse({
    kind: 'layer',
    id,
    role,
    name,
    order: (below + next) / 2,
    ...beginnings[role],
    ...more,
  })
  return [[id, made]]
}

export const changeLayer = (drawing: Drawing, id: RecordId, change: Partial<Layer>): Changes => {
  const layer = drawing.get(id)
  if (layer?.kind !== 'layer') return []
  const weight = Math.min(conditionLimits.weight, change.weight ?? layer.weight)
  return [[id, { ...layer, ...change, weight }]]
}

/** With everything that lies on it. */
export const removeLayer = (drawing: Drawing, id: RecordId): Changes => [
  [id, null],
  ...clearLayer(drawing, id),
]

export const clearLayer = (drawing: Drawing, id: RecordId): Changes =>
  itemsOf(drawing, id).map(({ id }) => [id, null])

/** A copy right above, with copies of all that lies on it. `newId` gives a fresh id at each call. */
export function duplicateLayer(drawing: Drawing, id: RecordId, newId: () => RecordId, name: string): Changes {
  const layer = drawing.get(id)
  if (layer?.kind !== 'layer') return []
  const copy = newId()
  const added = addLayer(drawing, { ...layer, id: copy, name, above: id })
  if (!added.length) return []
  const items = itemsOf(drawing, id).map(item => {
    const fresh = newId()
    return [fresh, { ...item, id: fresh, layer: copy }] as Changes[number]
  })
  return [...added, ...items]
}

/** Moves a layer to the place `to` among all, counted from the lowest, 0. */
export function reorder(drawing: Drawing, id: RecordId, to: number): Changes {
  const layer = drawing.get(id)
  if (layer?.kind !== 'layer') return []
  const others = layersOf(drawing).filter(one => one.id !== id)
  const at = Math.max(0, Math.min(others.length, to))
  const below = others[at - 1]?.order
  const above = others[at]?.order
  const order = ((below ?? (above ?? 1) - 2) + (above ?? (below ?? -1) + 2)) / 2
  return [[id, { ...layer, order }]]
}
