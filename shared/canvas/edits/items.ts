import { type Matrix, moveBy, times } from '../matrix.ts'
import { type Drawing, type Item, isItem, itemsOf, type RecordId } from '../records.ts'
import type { Changes } from './changes.ts'

const found = (drawing: Drawing, ids: readonly RecordId[]): Item[] =>
  ids.map(id => drawing.get(id)).filter(one => one !== undefined && isItem(one)) as Item[]

/** Where the next item of a layer goes: on top. */
const nextOrder = (drawing: Drawing, layer: RecordId): number =>
  (itemsOf(drawing, layer).at(-1)?.order ?? 0) + 1

/** New items on top of their layer, in this order. */
export function addItems(drawing: Drawing, items: readonly Item[]): Changes {
  const tops = new Map<RecordId, number>()
  return items.map(item => {
    const order = tops.get(item.layer) ?? nextOrder(drawing, item.layer)
    tops.set(item.layer, order + 1)
    return [item.id, { ...item, order } as Item]
  })
}

/** Moves, turns or scales items by a map of the page. */
export const moveItems = (drawing: Drawing, ids: readonly RecordId[], by: Matrix): Changes =>
  found(drawing, ids).map(item => [item.id, { ...item, matrix: times(by, item.matrix) } as Item])

export const removeItems = (drawing: Drawing, ids: readonly RecordId[]): Changes =>
  found(drawing, ids).map(({ id }) => [id, null])

/** Copies of items, a little aside, on the layer given or their own. */
export const copyItems = (
  drawing: Drawing,
  items: readonly Item[],
  { newId, layer, aside = 0 }: { newId: () => RecordId; layer?: RecordId; aside?: number },
): Changes =>
  addItems(
    drawing,
    items.map(
      item =>
        ({
          ...item,
          id: newId(),
          layer: layer ?? item.layer,
          matrix: times(moveBy(aside, aside), item.matrix),
        }) as Item,
    ),
  )
