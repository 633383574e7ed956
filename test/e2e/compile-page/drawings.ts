import { apply, diffTo } from '#shared/canvas/diff.ts'
import { addItems } from '#shared/canvas/edits/items.ts'
import { addLayer, type NewLayer } from '#shared/canvas/edits/layers.ts'
import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { type Drawing, type Item, image, shape, stroke } from '#shared/canvas/records.ts'

const changed = (drawing: Drawing, changes: ReturnType<typeof addItems>): Drawing =>
  apply(drawing, diffTo(drawing, new Map(changes)))

/** A page of 256 by 256 with the box all over it and no layers. */
export function blankPage(): Drawing {
  const names = { sketch: 'Sketch', colour: 'Colour' }
  const records = newDrawing({ width: 256, height: 256, newId: () => 'none', names })
  return new Map(records.filter(({ kind }) => kind !== 'layer').map(one => [one.id, one]))
}

export const withLayer = (
  drawing: Drawing,
  layer: Omit<NewLayer, 'name'>,
  items: readonly Item[] = [],
): Drawing => {
  const added = changed(drawing, addLayer(drawing, { name: 'Layer', ...layer } as NewLayer))
  return changed(added, addItems(added, items))
}

export const withItems = (drawing: Drawing, ...items: readonly Item[]): Drawing =>
  changed(drawing, addItems(drawing, items))

type More = { [key: string]: unknown }

/** A filled upright rectangle. */
export const area = (id: string, layer: string, at: readonly number[], more: More = {}): Item => {
  const [x, y, width, height] = at as [number, number, number, number]
  const points = [x, y, x + width, y + height]
  return shape.parse({
    ...{ kind: 'shape', id, layer, order: 0, form: 'rectangle', points, line: null, width: 1 },
    ...{ fill: '#ff0000', ...more },
  })
}

/** A straight stroke of one pressure. */
export const line = (id: string, layer: string, at: readonly number[], more: More = {}): Item => {
  const [x1, y1, x2, y2] = at as [number, number, number, number]
  const { press = 1, ...rest } = more as { press?: number }
  const points = Array.from({ length: 21 }, (_, i) => [
    x1 + ((x2 - x1) * i) / 20,
    y1 + ((y2 - y1) * i) / 20,
    press,
  ]).flat()
  return stroke.parse({
    ...{ kind: 'stroke', id, layer, order: 0, points, size: 12, colour: '#204080', smoothing: 0 },
    ...rest,
  })
}

export const photo = (
  id: string,
  layer: string,
  asset: string,
  at: readonly number[],
  more: More = {},
): Item => {
  const [x, y, width, height] = at as [number, number, number, number]
  return image.parse({ kind: 'image', id, layer, order: 0, asset, x, y, width, height, ...more })
}
