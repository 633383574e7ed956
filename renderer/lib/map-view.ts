import type { Place } from './map-points.ts'
import type { Size } from './zoom.ts'

/** Pixels per unit of the map, and where on the screen the map's corner 0, 0 is. */
export type MapView = { scale: number; x: number; y: number }

/** Pixels left free around the whole map; what a click would do stands below it. */
const margin = { top: 52, bottom: 92, side: 56 }
export const mapZoom = { min: 0.5, max: 40 }

/** The whole map in the middle of the room there is. */
export function fitMap({ width, height }: Size): MapView {
  const down = height - margin.top - margin.bottom
  const scale = Math.max(1, Math.min(width - 2 * margin.side, down))
  return { scale, x: (width - scale) / 2, y: margin.top + (down - scale) / 2 }
}

export const toScreen = ({ scale, x, y }: MapView, at: Place): Place => ({
  x: x + at.x * scale,
  y: y + at.y * scale,
})
export const toMap = ({ scale, x, y }: MapView, at: Place): Place => ({
  x: (at.x - x) / scale,
  y: (at.y - y) / scale,
})

/** How many times nearer than the whole map. */
export const zoomOf = (view: MapView, room: Size): number => view.scale / fitMap(room).scale

/** Nearer by `factor`, the point `at` of the screen held still; at most `most` times the whole map. */
export function zoomMap(
  view: MapView,
  room: Size,
  factor: number,
  at?: Place,
  most: number = mapZoom.max,
): MapView {
  const { x, y } = at ?? { x: room.width / 2, y: room.height / 2 }
  const whole = fitMap(room).scale
  const scale = Math.min(whole * most, Math.max(whole * mapZoom.min, view.scale * factor))
  const by = scale / view.scale
  return keepInSight({ scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by }, room)
}

export const panMap = (view: MapView, room: Size, dx: number, dy: number): MapView =>
  keepInSight({ ...view, x: view.x + dx, y: view.y + dy }, room)

/** Brings a place into the middle if it is out of sight or nearly so. */
export function reveal(view: MapView, room: Size, at: Place): MapView {
  const { x, y } = toScreen(view, at)
  const near = (at: number, side: number) => at < margin.side || at > side - margin.side
  if (!near(x, room.width) && !near(y, room.height)) return view
  return keepInSight({ ...view, x: view.x + room.width / 2 - x, y: view.y + room.height / 2 - y }, room)
}

/** A part of the map always stays on the screen. */
function keepInSight(view: MapView, { width, height }: Size): MapView {
  const keep = (origin: number, room: number) =>
    Math.min(room * 0.75, Math.max(room * 0.25 - view.scale, origin))
  return { ...view, x: keep(view.x, width), y: keep(view.y, height) }
}

/** The side of a thumbnail in pixels: what `n` of them leave room for, growing more slowly than the map does. */
export function sideFor(n: number, room: Size, zoom: number): number {
  const whole = fitMap(room).scale
  const far = Math.min(72, Math.max(14, 0.58 * (whole / Math.sqrt(Math.max(1, n)))))
  return Math.min(168, far * Math.max(0.5, zoom) ** 0.62)
}
