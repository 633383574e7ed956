import type { Shape, Stroke } from '#shared/canvas/records.ts'
import { outlineOf } from './outline.ts'

/** The midpoint rule: quadratic curves through the middles of a polygon's sides, its corners as control points. */
function polygonData(polygon: readonly (readonly number[])[]): string {
  if (polygon.length < 3) return ''
  const number = (value: number) => String(Math.round(value * 100) / 100)
  const middle = (i: number) => {
    const [a, b] = [polygon[i % polygon.length]!, polygon[(i + 1) % polygon.length]!]
    return `${number((a[0]! + b[0]!) / 2)} ${number((a[1]! + b[1]!) / 2)}`
  }
  const parts = [`M${middle(0)}`]
  for (let i = 1; i <= polygon.length; i++) {
    const [x, y] = polygon[i % polygon.length] as number[]
    parts.push(`Q${number(x!)} ${number(y!)} ${middle(i)}`)
  }
  return `${parts.join('')}Z`
}

/** A stroke's ink as SVG path data in its own coordinates. */
export const strokeData = (stroke: Pick<Stroke, 'points' | 'size' | 'smoothing' | 'pressure'>, last = true) =>
  polygonData(outlineOf(stroke, last))

/** A shape's outline as SVG path data in its own coordinates. */
export function shapeData({ form, points }: Pick<Shape, 'form' | 'points'>): string {
  const [x1, y1, x2, y2] = points as [number, number, number, number]
  if (form === 'line') return `M${x1} ${y1}L${x2} ${y2}`
  if (form === 'rectangle') return `M${x1} ${y1}H${x2}V${y2}H${x1}Z`
  if (form === 'ellipse') {
    const [rx, ry] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2]
    const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2]
    return `M${cx - rx} ${cy}A${rx} ${ry} 0 1 0 ${cx + rx} ${cy}A${rx} ${ry} 0 1 0 ${cx - rx} ${cy}Z`
  }
  const parts: string[] = []
  for (let i = 0; i + 1 < points.length; i += 2)
    parts.push(`${i === 0 ? 'M' : 'L'}${points[i]} ${points[i + 1]}`)
  return `${parts.join('')}Z`
}

/** Records never change in place: what was made of one holds for as long as it lives. */
const strokes = new WeakMap<Stroke, Path2D>()
const shapes = new WeakMap<Shape, Path2D>()

export function strokePath(stroke: Stroke): Path2D {
  const known = strokes.get(stroke)
  if (known) return known
  const path = new Path2D(strokeData(stroke))
  strokes.set(stroke, path)
  return path
}

export function shapePath(shape: Shape): Path2D {
  const known = shapes.get(shape)
  if (known) return known
  const path = new Path2D(shapeData(shape))
  shapes.set(shape, path)
  return path
}
