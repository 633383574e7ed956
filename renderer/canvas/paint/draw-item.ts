import type { Item } from '#shared/canvas/records.ts'
import { shapePath, strokePath } from './paths.ts'

export type Images = ReadonlyMap<string, ImageBitmap>
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** What letters are drawn with, on the page and in every map. */
export const labelFont = (size: number): string =>
  `500 ${size}px "Inter Variable", Inter, system-ui, sans-serif`

type Painters = {
  [K in Item['kind']]: (context: Context, item: Extract<Item, { kind: K }>, images: Images) => void
}

const painters: Painters = {
  stroke(context, item) {
    context.fillStyle = item.colour
    context.fill(strokePath(item))
  },
  shape(context, item) {
    const path = shapePath(item)
    if (item.fill && item.form !== 'line') {
      context.fillStyle = item.fill
      context.fill(path)
    }
    if (!item.line) return
    context.strokeStyle = item.line
    context.lineWidth = item.width
    context.lineJoin = 'round'
    context.lineCap = 'round'
    context.stroke(path)
  },
  label(context, item) {
    context.font = labelFont(item.size)
    context.textBaseline = 'alphabetic'
    context.fillStyle = item.colour
    item.text.split('\n').forEach((line, i) => {
      context.fillText(line, item.x, item.y + item.size * (0.95 + i * 1.2))
    })
  },
  image(context, { asset, x, y, width, height }, images) {
    const image = images.get(asset)
    if (!image) return
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, x, y, width, height)
  },
}

/** Draws one item in pixels of the page, on top of the context's own transform, which it leaves as it was. */
export function drawItem(context: Context, item: Item, images: Images): void {
  context.save()
  context.transform(...item.matrix)
  context.globalAlpha *= item.opacity
  if (item.erase) context.globalCompositeOperation = 'destination-out'
  ;(painters[item.kind] as (context: Context, item: Item, images: Images) => void)(context, item, images)
  context.restore()
}
