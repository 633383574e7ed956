import { box, type CanvasRecord, page } from '../records.ts'
import { addLayer } from './layers.ts'

export type NewDrawing = {
  width?: number
  height?: number
  newId: () => string
  names: { sketch: string; colour: string }
}

/** An empty page with the box all over it, a colour layer and a sketch layer above. */
export function newDrawing({ width = 1024, height = 1024, newId, names }: NewDrawing): CanvasRecord[] {
  const records: CanvasRecord[] = [
    page.parse({ kind: 'page', id: 'page', width, height }),
    box.parse({ kind: 'box', id: 'box', x: 0, y: 0, width, height }),
  ]
  for (const [role, name] of [
    ['colour', names.colour],
    ['sketch', names.sketch],
  ] as const) {
    const drawing = new Map(records.map(one => [one.id, one]))
    for (const [, made] of addLayer(drawing, { id: newId(), role, name })) if (made) records.push(made)
  }
  return records
}
