import { boxOf, type Drawing, layersOf, pageOf } from '#shared/canvas/records.ts'
import type { Compiled, CompileModel, CompileSize } from './compiled.ts'
import { drawingFile } from './drawing-file.ts'
import { frameOf } from './frame.ts'
import { planOf } from './plan.ts'
import { regions } from './regions.ts'
import { sketches } from './sketches.ts'
import { start } from './start.ts'
import type { Breathe } from './told.ts'
import type { Workshop } from './workshop.ts'

export type Wanted = { size: CompileSize; model: CompileModel; drawing: boolean }

/** What a drawing tells the model; its files lie in the workshop's outputs. Layers as they were are not painted again. */
export async function compileDrawing(
  drawing: Drawing,
  wanted: Wanted,
  shop: Workshop,
  breathe: Breathe,
): Promise<Compiled> {
  const box = boxOf(drawing)
  const page = pageOf(drawing)
  const frame = frameOf(box, page, wanted.size)
  const { untold, ...plan } = planOf(drawing, wanted.model)
  const told = { maps: new Map(), untold }
  shop.painter.keepOnly(new Set(layersOf(drawing).map(({ id }) => id)))
  const conditions = {
    controls: await sketches(plan.sketches, frame, shop, told, breathe),
    regions: await regions(plan.regions, box, page, frame, shop, told, breathe),
    start: await start(plan, box, page, wanted.size, shop, told, breathe),
    drawing: null as string | null,
  }
  await breathe()
  const file = wanted.drawing ? drawingFile(drawing) : null
  if (file) conditions.drawing = await shop.outputs.add(file)
  return { conditions, ...told }
}
