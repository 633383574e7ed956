import { type Bounds, type Matrix, mapped, type Point } from '#shared/canvas/matrix.ts'
import type { Viewport } from '../../stores/canvas-view.ts'

type Size = { width: number; height: number }

const scaleLimits = { min: 0.02, max: 32 } as const

/** From pixels of the page to those of the window. */
export function matrixOf({ x, y, scale, rotation }: Viewport): Matrix {
  const angle = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale]
  return [cos, sin, -sin, cos, x, y]
}

export const toWindow = (viewport: Viewport, point: Point): Point => mapped(matrixOf(viewport), point)

export function toPage({ x, y, scale, rotation }: Viewport, point: Point): Point {
  const angle = (-rotation * Math.PI) / 180
  const [dx, dy] = [(point.x - x) / scale, (point.y - y) / scale]
  return { x: dx * Math.cos(angle) - dy * Math.sin(angle), y: dx * Math.sin(angle) + dy * Math.cos(angle) }
}

const moved = (viewport: Viewport, page: Point, to: Point): Viewport => {
  const now = toWindow(viewport, page)
  return { ...viewport, x: viewport.x + to.x - now.x, y: viewport.y + to.y - now.y }
}

/** Nearer by a factor, what is under `at` of the window staying there. */
export function zoomed(viewport: Viewport, factor: number, at: Point): Viewport {
  const scale = Math.max(scaleLimits.min, Math.min(scaleLimits.max, viewport.scale * factor))
  return moved({ ...viewport, scale }, toPage(viewport, at), at)
}

/** Turned by degrees about a point of the window. */
export const turned = (viewport: Viewport, degrees: number, at: Point): Viewport =>
  moved({ ...viewport, rotation: wrapped(viewport.rotation + degrees) }, toPage(viewport, at), at)

/** -180 to 180. */
const wrapped = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180

/** A part of the page in the middle of the window, whole, upright. */
export function fitted(part: Bounds, window: Size, margin = 32): Viewport {
  const room = {
    width: Math.max(1, window.width - 2 * margin),
    height: Math.max(1, window.height - 2 * margin),
  }
  const scale = Math.max(
    scaleLimits.min,
    Math.min(scaleLimits.max, room.width / part.width, room.height / part.height),
  )
  return {
    x: window.width / 2 - (part.x + part.width / 2) * scale,
    y: window.height / 2 - (part.y + part.height / 2) * scale,
    scale,
    rotation: 0,
  }
}
