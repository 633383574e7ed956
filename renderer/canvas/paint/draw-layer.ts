import { type Drawing, type Item, itemsOf, type RecordId } from '#shared/canvas/records.ts'
import { type Context, drawItem, type Images } from './draw-item.ts'

/**
 * Draws what lies on a layer, from the lowest item up, without the layer's own opacity. The context must hold nothing
 * else: an eraser takes away whatever is there.
 */
export function drawLayer(context: Context, drawing: Drawing, layer: RecordId, images: Images): void {
  drawItems(context, itemsOf(drawing, layer), images)
}

export function drawItems(context: Context, items: readonly Item[], images: Images): void {
  for (const item of items) drawItem(context, item, images)
}
