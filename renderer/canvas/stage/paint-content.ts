import { boxOf, type Drawing, type Item, itemsOf, pageOf } from '#shared/canvas/records.ts'
import type { Viewport } from '../../stores/canvas-view.ts'
import { drawItems } from '../paint/draw-layer.ts'
import type { Rasters } from './rasters.ts'
import { matrixOf } from './viewport.ts'

/** `split`: only to the right of so much of the box's width, 0 shows all of it. */
type Over = { image: CanvasImageSource; opacity: number; split: number }
export type Content = {
  drawing: Drawing
  rasters: Rasters
  viewport: Viewport
  /** What a hand is drawing now: an eraser's is painted here, all else by the overlay. */
  stroke: readonly Item[]
  /** What lies over the box. */
  over: Over | null
  colours: { shadow: string; grid: string; line: string }
  scratch: HTMLCanvasElement
}

/** The page with all that lies on it, in pixels of the window. */
export function paintContent(context: CanvasRenderingContext2D, content: Content): void {
  const { drawing, viewport, colours, over } = content
  const page = pageOf(drawing)
  if (!page) return
  const sheets = content.rasters.read()
  if (!sheets) return
  context.save()
  context.transform(...matrixOf(viewport))
  // A soft shadow would be blurred anew in every frame.
  context.fillStyle = colours.shadow
  const off = 3 / viewport.scale
  context.fillRect(off, off, page.width, page.height)
  context.fillStyle = page.background
  context.fillRect(0, 0, page.width, page.height)
  context.beginPath()
  context.rect(0, 0, page.width, page.height)
  context.save()
  context.clip()
  // Far out, pixels are averaged; near, each is seen as it is.
  context.imageSmoothingEnabled = viewport.scale < 2
  const put = (image: CanvasImageSource) => context.drawImage(image, 0, 0, page.width, page.height)
  put(sheets.below)
  const layer = sheets.layer
  if (layer?.visible) {
    context.globalAlpha = layer.opacity
    if (content.stroke.some(({ erase }) => erase || layer.reveal)) paintUnderHand(context, content, sheets)
    else put(sheets.active)
    context.globalAlpha = 1
  }
  put(sheets.above)
  context.restore()
  if (over) {
    paintOver(context, over, boxOf(drawing), colours.line, viewport.scale)
  }
  if (page.grid && page.grid * viewport.scale > 5) paintGrid(context, content)
  context.restore()
}

function paintOver(
  context: CanvasRenderingContext2D,
  { image, opacity, split }: Over,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  line: string,
  scale: number,
): void {
  const from = x + width * split
  context.save()
  context.beginPath()
  context.rect(from, y, x + width - from, height)
  context.clip()
  context.globalAlpha = opacity
  context.imageSmoothingEnabled = true
  context.drawImage(image, x, y, width, height)
  context.restore()
  if (split === 0) return
  context.fillStyle = line
  context.fillRect(from - 1 / scale, y, 2 / scale, height)
}

/** The active layer with the stroke in progress as it will lie there, an eraser taking away from it alone. */
function paintUnderHand(
  context: CanvasRenderingContext2D,
  { drawing, viewport, stroke, scratch }: Content,
  sheets: NonNullable<ReturnType<Rasters['read']>>,
): void {
  const { width, height } = context.canvas
  if (scratch.width !== width || scratch.height !== height) Object.assign(scratch, { width, height })
  const own = scratch.getContext('2d')!
  own.setTransform(1, 0, 0, 1, 0, 0)
  own.clearRect(0, 0, width, height)
  const ratio = context.getTransform()
  own.setTransform(ratio)
  const page = pageOf(drawing)
  own.imageSmoothingEnabled = viewport.scale < 2
  const { layer } = sheets
  if (layer?.reveal) drawItems(own, [...itemsOf(drawing, layer.id), ...stroke], sheets.images, true)
  else {
    own.drawImage(sheets.active, 0, 0, page.width, page.height)
    drawItems(own, stroke, sheets.images)
  }
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.drawImage(scratch, 0, 0)
  context.restore()
}

function paintGrid(context: CanvasRenderingContext2D, { drawing, viewport, colours }: Content): void {
  const { width, height, grid } = pageOf(drawing)
  context.strokeStyle = colours.grid
  context.lineWidth = 1 / viewport.scale
  context.beginPath()
  for (let x = grid!; x < width; x += grid!) {
    context.moveTo(x, 0)
    context.lineTo(x, height)
  }
  for (let y = grid!; y < height; y += grid!) {
    context.moveTo(0, y)
    context.lineTo(width, y)
  }
  context.stroke()
}
