import {
  type Drawing,
  type Item,
  isItem,
  type Layer,
  layersOf,
  type RecordId,
} from '#shared/canvas/records.ts'
import { conditionLimits } from '#shared/conditions.ts'
import type { CompileModel, Untold } from './compiled.ts'

/** A layer with what lies on it, from the lowest item up. */
export type Filled = { layer: Layer; items: Item[] }

/** Sketch layers that one map holds: those of one net, weight and window. */
export type SketchGroup = Pick<Layer, 'net' | 'weight' | 'from' | 'to'> & { layers: Filled[] }

/** What each layer is to become, from the lowest up. */
export type Plan = {
  sketches: SketchGroup[]
  regions: Filled[]
  paints: Filled[]
  masks: Filled[]
  untold: Map<RecordId, Untold>
}

/** What the visible layers of a drawing are for, before anything is painted. */
export function planOf(drawing: Drawing, { controls }: CompileModel): Plan {
  const items = itemsByLayer(drawing)
  const plan: Plan = { sketches: [], regions: [], paints: [], masks: [], untold: new Map() }
  const groups = new Map<string, SketchGroup>()
  for (const layer of layersOf(drawing)) {
    if (!layer.visible || layer.role === 'result') continue
    const filled = { layer, items: items.get(layer.id) ?? [] }
    if (!filled.items.some(({ erase }) => !erase)) plan.untold.set(layer.id, 'empty')
    else if (layer.role === 'sketch') {
      const { net, weight, from, to } = layer
      const key = JSON.stringify([net, weight, from, to])
      const group = groups.get(key)
      if (!controls.includes(net)) plan.untold.set(layer.id, 'no-net')
      else if (group) group.layers.push(filled)
      else if (groups.size === conditionLimits.controls) plan.untold.set(layer.id, 'too-many')
      else groups.set(key, { net, weight, from, to, layers: [filled] })
    } else if (layer.role === 'region') {
      if (plan.regions.length === conditionLimits.regions) plan.untold.set(layer.id, 'too-many')
      else plan.regions.push(filled)
    } else if (layer.role === 'mask') plan.masks.push(filled)
    else plan.paints.push(filled)
  }
  plan.sketches = [...groups.values()]
  return plan
}

function itemsByLayer(drawing: Drawing): Map<RecordId, Item[]> {
  const found = new Map<RecordId, Item[]>()
  for (const one of drawing.values()) {
    if (!isItem(one)) continue
    const others = found.get(one.layer)
    if (others) others.push(one)
    else found.set(one.layer, [one])
  }
  for (const items of found.values()) items.sort((a, b) => a.order - b.order)
  return found
}
