import fc from 'fast-check'
import { apply, diffTo } from '#shared/canvas/diff.ts'
import type { Changes } from '#shared/canvas/edits/changes.ts'
import { addItems } from '#shared/canvas/edits/items.ts'
import * as edits from '#shared/canvas/edits/layers.ts'
import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { type CanvasRecord, type Drawing, type Item, layerRoles, shape } from '#shared/canvas/records.ts'

/** Ids that tell in which order they were made. */
export function counting(): () => string {
  let n = 0
  return () => `id${n++}`
}

export const drawingOf = (records: Iterable<CanvasRecord>): Drawing =>
  new Map([...records].map(one => [one.id, one]))

export const changed = (drawing: Drawing, changes: Changes): Drawing =>
  apply(drawing, diffTo(drawing, new Map(changes)))

/** An upright rectangle of one colour. */
export const rectangle = (
  id: string,
  layer: string,
  [x, y, width, height]: readonly [number, number, number, number],
  more: { opacity?: number; erase?: boolean; fill?: string; order?: number } = {},
): Item =>
  shape.parse({
    kind: 'shape',
    id,
    layer,
    order: 0,
    form: 'rectangle',
    points: [x, y, x + width, y + height],
    line: null,
    width: 1,
    fill: '#808080',
    ...more,
  })

const side = fc.integer({ min: 0, max: 12 })
const shade = fc.constantFrom('#000000', '#808080', '#ffffff')
const opacity = fc.constantFrom(0.25, 0.5, 1, 1, 1, 1)

const rectangles = fc.array(
  fc.record({
    at: fc.tuple(side, side, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })),
    opacity,
    erase: fc.constantFrom(true, false, false, false, false, false),
    fill: shade,
  }),
  { maxLength: 4 },
)

/** Some layers of all roles with rectangles on them. */
export const anyDrawing: fc.Arbitrary<Drawing> = fc
  .array(
    fc.record({
      role: fc.constantFrom('colour', 'colour', ...layerRoles),
      opacity,
      visible: fc.constantFrom(true, true, false),
      rectangles,
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map(layers => {
    const newId = counting()
    const names = { sketch: 'Sketch', colour: 'Colour' }
    return layers.reduce(
      (drawing, { rectangles, ...layer }) => {
        const id = newId()
        const added = changed(drawing, edits.addLayer(drawing, { id, name: 'Layer', ...layer }))
        const items = rectangles.map(({ at, ...one }) => rectangle(newId(), id, at, one))
        return changed(added, addItems(added, items))
      },
      drawingOf(newDrawing({ newId, names })),
    )
  })
