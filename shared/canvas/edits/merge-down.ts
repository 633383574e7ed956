import { type Drawing, itemsOf, layersOf, type RecordId } from '../records.ts'
import type { Changes } from './changes.ts'

/** The layer below, which a layer can be merged into: one that holds the same kind of thing and does not erase what it had. */
export function mergeTarget(drawing: Drawing, id: RecordId): RecordId | null {
  const layers = layersOf(drawing)
  const at = layers.findIndex(one => one.id === id)
  const [layer, below] = [layers[at], layers[at - 1]]
  if (!layer || !below || below.locked || layer.role !== below.role) return null
  // An eraser reaches only what lies on its own layer: merged, it would take away from below.
  return itemsOf(drawing, id).some(({ erase }) => erase) ? null : below.id
}

/**
 * Puts all that lies on a layer on top of what the layer below holds and removes it: what is seen stays the same,
 * the layer's opacity going over to its items. None where `mergeTarget` says there is no such layer.
 */
export function mergeDown(drawing: Drawing, id: RecordId): Changes {
  const target = mergeTarget(drawing, id)
  const layer = drawing.get(id)
  const below = target && drawing.get(target)
  if (!target || layer?.kind !== 'layer' || !below || below.kind !== 'layer') return []
  const top = itemsOf(drawing, target).at(-1)?.order ?? 0
  const opacity = below.opacity > 0 ? Math.min(1, layer.opacity / below.opacity) : layer.opacity
  return [
    [id, null],
    ...itemsOf(drawing, id).map((item, i): Changes[number] => [
      item.id,
      { ...item, layer: target, order: top + 1 + i, opacity: item.opacity * opacity },
    ]),
  ]
}
