import { densityPad } from '../lib/map-density.ts'
import type { Place } from '../lib/map-points.ts'
import type { Thread } from '../lib/map-threads.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import type { Colours } from './use-colours.ts'

type Canvas = CanvasRenderingContext2D

/** Such a share of look-alikes, 0..1, is as dark as it gets. */
export const most = 0.5

/** Shares of look-alikes as a picture: clear where there are none, the text's colour where there are most. */
export function densityPicture(grid: Float32Array, cells: number, { text }: Colours): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = cells
  canvas.height = cells
  const context = canvas.getContext('2d')!
  context.fillStyle = text
  context.fillRect(0, 0, cells, cells)
  const picture = context.getImageData(0, 0, cells, cells)
  for (const [at, value] of grid.entries()) {
    picture.data[at * 4 + 3] = Math.round(255 * 0.18 * Math.sqrt(Math.min(1, value / most)))
  }
  context.putImageData(picture, 0, 0)
  return canvas
}

export function paintDensity(canvas: Canvas, view: MapView, picture: HTMLCanvasElement): void {
  const corner = toScreen(view, { x: -densityPad, y: -densityPad })
  const side = view.scale * (1 + 2 * densityPad)
  canvas.imageSmoothingEnabled = true
  canvas.imageSmoothingQuality = 'high'
  canvas.drawImage(picture, corner.x, corner.y, side, side)
}

export function paintThreads(
  canvas: Canvas,
  threads: readonly Thread[],
  at: (index: number) => Place,
  { edge }: Colours,
): void {
  canvas.beginPath()
  for (const [a, b] of threads) {
    const [p, q] = [at(a), at(b)]
    canvas.moveTo(p.x, p.y)
    canvas.lineTo(q.x, q.y)
  }
  canvas.strokeStyle = edge
  canvas.lineWidth = 1
  canvas.stroke()
}

export function line(
  canvas: Canvas,
  p: Place,
  q: Place,
  colour: string,
  width: number,
  dash: number[] = [],
): void {
  canvas.beginPath()
  canvas.setLineDash(dash)
  canvas.moveTo(p.x, p.y)
  canvas.lineTo(q.x, q.y)
  canvas.strokeStyle = colour
  canvas.lineWidth = width
  canvas.stroke()
  canvas.setLineDash([])
}

export function dot(canvas: Canvas, { x, y }: Place, radius: number, colour: string, edge: string): void {
  canvas.beginPath()
  canvas.arc(x, y, radius, 0, 2 * Math.PI)
  canvas.fillStyle = colour
  canvas.fill()
  canvas.strokeStyle = edge
  canvas.lineWidth = 2
  canvas.stroke()
}

/** A frame around a thumbnail, a little off it. */
export function frame(canvas: Canvas, { x, y }: Place, side: number, colour: string, width = 2): void {
  const room = side / 2 + 2 + width / 2
  canvas.beginPath()
  canvas.roundRect(x - room, y - room, 2 * room, 2 * room, side * 0.1 + 2)
  canvas.strokeStyle = colour
  canvas.lineWidth = width
  canvas.stroke()
}

/** A word below a thumbnail, kept within the room. */
export function label(canvas: Canvas, text: string, { x, y }: Place, room: Size, colours: Colours): void {
  canvas.font = `500 12px ${getComputedStyle(document.body).fontFamily}`
  const width = canvas.measureText(text).width + 16
  const left = Math.min(room.width - width - 4, Math.max(4, x - width / 2))
  const top = Math.min(room.height - 28, y)
  canvas.beginPath()
  canvas.roundRect(left, top, width, 24, 6)
  canvas.fillStyle = colours.raised
  canvas.fill()
  canvas.strokeStyle = colours.edge
  canvas.lineWidth = 1
  canvas.stroke()
  canvas.fillStyle = colours.text
  canvas.textBaseline = 'middle'
  canvas.fillText(text, left + 8, top + 12.5)
}
