import type { Point } from '#shared/canvas/matrix.ts'
import { pageOf } from '#shared/canvas/records.ts'
import type { ToolHost } from './tool.ts'

/** The nearest crossing of the grid, while snapping is on. */
export function snapped(host: ToolHost, { x, y }: Point): Point {
  const { grid } = pageOf(host.drawing())
  if (!host.view().snap || !grid) return { x, y }
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid }
}
