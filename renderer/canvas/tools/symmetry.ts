import { type Matrix, times } from '#shared/canvas/matrix.ts'
import { type Drawing, type Item, pageOf } from '#shared/canvas/records.ts'
import type { CanvasView } from '../../stores/canvas-view.ts'

/** The maps that a symmetry adds to what is drawn, about the middle of the page. */
export function mirrors(drawing: Drawing, symmetry: CanvasView['symmetry']): Matrix[] {
  const { width, height } = pageOf(drawing)
  const across: Matrix = [-1, 0, 0, 1, width, 0]
  const down: Matrix = [1, 0, 0, -1, 0, height]
  if (symmetry === 'across') return [across]
  if (symmetry === 'down') return [down]
  return symmetry === 'both' ? [across, down, times(across, down)] : []
}

/** An item and its mirror images. */
export const withMirrors = (item: Item, maps: readonly Matrix[], newId: () => string): Item[] => [
  item,
  ...maps.map(map => ({ ...item, id: newId(), matrix: times(map, item.matrix) }) as Item),
]
