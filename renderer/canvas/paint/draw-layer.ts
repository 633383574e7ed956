import { type Drawing, type Item, itemsOf, type RecordId } from '#shared/canvas/records.ts'
import { type Context, drawItem, type Images } from './draw-item.ts'

/**
 * Draws what lies on a layer, from the lowest item up, without the layer's own opacity. The context must hold nothing
 * else: an eraser takes away whatever is there.
 */
export function drawLayer(context: Context, drawing: Drawing, layer: RecordId, images: Images): void {
  const record = drawing.get(layer)
  drawItems(context, itemsOf(drawing, layer), images, record?.kind === 'layer' && record.reveal)
}

/**
 * Items from the lowest up. With `reveal` whatever is no image says only where images are seen: the context must hold
 * nothing else then, and be as large as what it shows.
 */
export function drawItems(context: Context, items: readonly Item[], images: Images, reveal = false): void {
  if (!reveal) {
    for (const item of items) drawItem(context, item, images)
    return
  }
  for (const item of items) if (item.kind !== 'image') drawItem(context, item, images)
  context.save()
  // The first keeps what is covered and takes the colour of the cover away; others lie on what it left.
  context.globalCompositeOperation = 'source-in'
  for (const item of items) {
    if (item.kind !== 'image' || item.erase) continue
    drawItem(context, item, images)
    context.globalCompositeOperation = 'source-atop'
  }
  context.restore()
}
