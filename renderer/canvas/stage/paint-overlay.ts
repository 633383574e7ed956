import { boundsOf, boundsOfAll } from '#shared/canvas/bounds.ts'
import { type Bounds, corners, joined, type Point } from '#shared/canvas/matrix.ts'
import {
  boxOf,
  type Drawing,
  type Item,
  itemsOf,
  layersOf,
  pageOf,
  type RecordId,
} from '#shared/canvas/records.ts'
import type { ToolId, Viewport } from '../../stores/canvas-view.ts'
import { labelFont } from '../paint/draw-item.ts'
import { drawItems } from '../paint/draw-layer.ts'
import { handlesOf } from '../tools/handles.ts'
import { matrixOf, toWindow } from './viewport.ts'

export type Overlay = {
  drawing: Drawing
  viewport: Viewport
  tool: ToolId
  selected: readonly RecordId[]
  /** What a hand is drawing now: seen whatever lies over the page. */
  stroke: readonly Item[]
  /** A line that a tool shows while it works, in pixels of the page. */
  guide: readonly Point[]
  /** Where the brush would draw, in pixels of the window, and how wide; null shows none. */
  cursor: { at: Point; radius: number } | null
  size: { width: number; height: number }
  colours: { veil: string; accent: string; text: string; panel: string }
}

/** The box, what is selected, words of regions, the cursor: in pixels of the window, never thicker or thinner. */
export function paintOverlay(context: CanvasRenderingContext2D, overlay: Overlay): void {
  if (!overlay.drawing.has('box')) return
  paintStroke(context, overlay)
  paintBox(context, overlay)
  paintWords(context, overlay)
  paintSelection(context, overlay)
  paintGuide(context, overlay)
  const { cursor } = overlay
  if (!cursor) return
  context.lineWidth = 1
  for (const [offset, colour] of [
    [0, '#ffffff'],
    [1, '#000000'],
  ] as const) {
    context.strokeStyle = colour
    context.globalAlpha = 0.7
    context.beginPath()
    context.arc(cursor.at.x, cursor.at.y, Math.max(1, cursor.radius + offset), 0, 2 * Math.PI)
    context.stroke()
  }
  context.globalAlpha = 1
}

function paintStroke(context: CanvasRenderingContext2D, { drawing, viewport, stroke }: Overlay): void {
  // What only takes away or lays open is seen in the layer itself.
  const drawn = stroke.filter(({ erase, layer }) => !erase && !reveals(drawing, layer))
  if (!drawn.length) return
  const page = pageOf(drawing)
  context.save()
  context.transform(...matrixOf(viewport))
  context.beginPath()
  context.rect(0, 0, page.width, page.height)
  context.clip()
  drawItems(context, drawn, new Map())
  context.restore()
}

const reveals = (drawing: Drawing, id: RecordId) => {
  const layer = drawing.get(id)
  return layer?.kind === 'layer' && layer.reveal
}

const polygon = (context: CanvasRenderingContext2D, points: readonly Point[]) => {
  context.beginPath()
  for (const [i, { x, y }] of points.entries()) i ? context.lineTo(x, y) : context.moveTo(x, y)
  context.closePath()
}

const inWindow = (viewport: Viewport, bounds: Bounds) => corners(bounds).map(one => toWindow(viewport, one))

function paintBox(
  context: CanvasRenderingContext2D,
  { drawing, viewport, tool, size, colours }: Overlay,
): void {
  const box = boxOf(drawing)
  const outline = inWindow(viewport, box)
  context.fillStyle = colours.veil
  context.beginPath()
  context.rect(0, 0, size.width, size.height)
  for (const [i, { x, y }] of outline.entries()) i ? context.lineTo(x, y) : context.moveTo(x, y)
  context.closePath()
  context.fill('evenodd')
  context.strokeStyle = colours.accent
  context.lineWidth = tool === 'box' ? 2 : 1
  polygon(context, outline)
  context.stroke()
  if (tool === 'box') paintHandles(context, box, viewport, colours, false)
}

function paintHandles(
  context: CanvasRenderingContext2D,
  bounds: Bounds,
  viewport: Viewport,
  colours: Overlay['colours'],
  turns: boolean,
): void {
  context.fillStyle = colours.panel
  context.strokeStyle = colours.accent
  context.lineWidth = 1.5
  for (const { at, kind } of handlesOf(bounds, viewport.scale)) {
    if (kind === 'turn' && !turns) continue
    const { x, y } = toWindow(viewport, at)
    context.beginPath()
    if (kind === 'turn') context.arc(x, y, 5, 0, 2 * Math.PI)
    else context.rect(x - 4.5, y - 4.5, 9, 9)
    context.fill()
    context.stroke()
  }
}

/** Each region's words where it lies. */
function paintWords(context: CanvasRenderingContext2D, { drawing, viewport, colours }: Overlay): void {
  context.font = labelFont(12)
  context.textBaseline = 'middle'
  for (const layer of layersOf(drawing)) {
    if (layer.role !== 'region' || !layer.visible) continue
    const bounds = joined(
      itemsOf(drawing, layer.id)
        .filter(({ erase }) => !erase)
        .map(boundsOf),
    )
    if (!bounds) continue
    const text = layer.words || layer.name
    const at = toWindow(viewport, { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 })
    const width = context.measureText(text).width
    context.fillStyle = colours.panel
    context.globalAlpha = 0.85
    context.beginPath()
    context.roundRect(at.x - width / 2 - 8, at.y - 11, width + 16, 22, 11)
    context.fill()
    context.globalAlpha = 1
    context.fillStyle = colours.text
    context.fillText(text, at.x - width / 2, at.y + 1)
  }
}

function paintSelection(context: CanvasRenderingContext2D, overlay: Overlay): void {
  const { drawing, viewport, selected, tool, colours } = overlay
  if (!selected.length) return
  const bounds = boundsOfAll(drawing, selected)
  if (!bounds) return
  context.strokeStyle = colours.accent
  context.lineWidth = 1
  context.setLineDash([5, 4])
  polygon(context, inWindow(viewport, bounds))
  context.stroke()
  context.setLineDash([])
  if (tool === 'move') paintHandles(context, bounds, viewport, colours, true)
}

function paintGuide(context: CanvasRenderingContext2D, { viewport, guide, colours }: Overlay): void {
  if (guide.length < 2) return
  context.strokeStyle = colours.accent
  context.lineWidth = 1.5
  context.setLineDash([4, 4])
  context.beginPath()
  for (const [i, point] of guide.entries()) {
    const { x, y } = toWindow(viewport, point)
    if (i) context.lineTo(x, y)
    else context.moveTo(x, y)
  }
  context.stroke()
  context.setLineDash([])
}
