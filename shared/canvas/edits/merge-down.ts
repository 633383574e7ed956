import { boundsOf } from '../bounds.ts'
import type { Bounds } from '../matrix.ts'
import { type Drawing, type Item, itemsOf, type Layer, layersOf, type RecordId } from '../records.ts'
import type { Changes } from './changes.ts'

/** The layer right below, if what lies on one may go over to it: neither locked, both of one role and visible alike, and no brush laying them open. */
export function mergeTarget(drawing: Drawing, id: RecordId): RecordId | null {
  const layers = layersOf(drawing)
  const at = layers.findIndex(one => one.id === id)
  const [layer, below] = [layers[at], layers[at - 1]]
  if (!layer || !below || layer.locked || below.locked || layer.reveal || below.reveal) return null
  return layer.role === below.role && layer.visible === below.visible ? below.id : null
}

const overlap = (a: Bounds, b: Bounds) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether items look the same when they fade one by one as when they fade together. */
function fadeAlike(items: readonly Item[]): boolean {
  if (items.some(item => item.kind === 'shape' && item.fill && item.line)) return false
  const all = items.map(boundsOf)
  return all.every((a, i) => all.slice(i + 1).every(b => !overlap(a, b)))
}

/**
 * How a layer can be merged down so that what is seen stays the same: its items go over, or only pixels can, because an
 * eraser reaches only its own layer and overlapping items of a faded layer fade together. Null: not at all.
 */
export function mergeKind(drawing: Drawing, id: RecordId): 'items' | 'pixels' | null {
  const target = mergeTarget(drawing, id)
  if (target === null) return null
  const [layer, below] = [drawing.get(id) as Layer, drawing.get(target) as Layer]
  const items = itemsOf(drawing, id)
  if (below.opacity < 1 || items.some(({ erase }) => erase)) return 'pixels'
  return layer.opacity === 1 || fadeAlike(items) ? 'items' : 'pixels'
}

/**
 * Puts all that lies on a layer on top of what the layer below holds and removes it; the layer below keeps its
 * settings. Nothing unless `mergeKind` says `items`.
 */
export function mergeDown(drawing: Drawing, id: RecordId): Changes {
  const target = mergeTarget(drawing, id)
  if (target === null || mergeKind(drawing, id) !== 'items') return []
  const { opacity } = drawing.get(id) as Layer
  const top = itemsOf(drawing, target).at(-1)?.order ?? 0
  return [
    [id, null],
    ...itemsOf(drawing, id).map((item, i): Changes[number] => [
      item.id,
      { ...item, layer: target, order: top + 1 + i, opacity: item.opacity * opacity },
    ]),
  ]
}
