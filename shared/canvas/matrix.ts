/** a, b, c, d, e, f of the affine map x' = a x + c y + e, y' = b x + d y + f, as canvas and SVG write it. */
export type Matrix = readonly [number, number, number, number, number, number]
export type Point = { x: number; y: number }
export type Bounds = { x: number; y: number; width: number; height: number }

/** First `second`, then `first`, as matrices multiply. */
export const times = (first: Matrix, second: Matrix): [number, number, number, number, number, number] => [
  first[0] * second[0] + first[2] * second[1],
  first[1] * second[0] + first[3] * second[1],
  first[0] * second[2] + first[2] * second[3],
  first[1] * second[2] + first[3] * second[3],
  first[0] * second[4] + first[2] * second[5] + first[4],
  first[1] * second[4] + first[3] * second[5] + first[5],
]

export const mapped = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** The map back; null for one that squeezes the plane flat. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | null {
  const det = a * d - b * c
  if (Math.abs(det) < 1e-12) return null
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det]
}

export const moveBy = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y]

/** Scales and turns (degrees, clockwise on the screen) about a point. */
export function about(centre: Point, scaleX: number, scaleY: number, degrees = 0): Matrix {
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const turned: Matrix = [cos * scaleX, sin * scaleX, -sin * scaleY, cos * scaleY, 0, 0]
  const moved = times(moveBy(centre.x, centre.y), turned)
  return times(moved, moveBy(-centre.x, -centre.y))
}

/** The smallest upright rectangle around points; null for none. */
export function around(points: readonly Point[]): Bounds | null {
  if (!points.length) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The smallest upright rectangle around all of these; null for none. */
export const joined = (all: readonly Bounds[]): Bounds | null =>
  around(
    all.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  )

/** The corners of a rectangle, clockwise from the upper left. */
export const corners = ({ x, y, width, height }: Bounds): Point[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
]
