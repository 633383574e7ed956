import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { type CanvasRecord, layersOf, stroke } from '#shared/canvas/records.ts'

let count = 0
/** An empty drawing, and strokes for its first layer. */
export function someDrawing() {
  const made = newDrawing({ newId: () => `l${++count}`, names: { sketch: 'Sketch', colour: 'Colour' } })
  const records = [...made] as CanvasRecord[]
  const [layer] = layersOf(new Map(records.map(one => [one.id, one])))
  const strokeOf = (id: string, size = 8) =>
    stroke.parse({
      kind: 'stroke',
      id,
      layer: layer!.id,
      order: 1,
      points: [1, 2, 0.5, 30, 40, 0.7],
      size,
      colour: '#102030',
    })
  return { records, layer: layer!.id, strokeOf }
}
