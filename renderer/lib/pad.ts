import { detent } from './amount.ts'
import { type Range, snap } from './number.ts'

type Axis = Range & { middle: number }

/** Where on an axis a share from 0 to 1 is; what turns around nothing is caught there. */
export function valueAt(axis: Axis, share: number): number {
  const { min, max, middle } = axis
  const value = snap(min + (max - min) * Math.min(1, Math.max(0, share)), axis)
  return middle === 0 ? detent(value) : value
}

/** 0 at the low end, 1 at the high one, never beyond. */
export const shareOf = ({ min, max }: Range, value: number): number =>
  Math.min(1, Math.max(0, (value - min) / (max - min)))

/** One stride of the arrow keys: a fortieth of the way, on the axis' own grid; five with Shift. */
export function stride(axis: Range, value: number, direction: -1 | 0 | 1, far: boolean): number {
  const by = Math.max(axis.step, (axis.max - axis.min) / 40) * (far ? 5 : 1)
  return direction === 0 ? value : snap(value + direction * by, axis)
}

/** The middles of `side` equal parts of an axis. */
const middles = ({ min, max }: Range, side: number): number[] =>
  Array.from({ length: side }, (_, n) =>
    snap(min + ((max - min) * (n + 0.5)) / side, { min, max, step: 0.01 }),
  )

/** What the middles of `side` x `side` cells of the square mean, row by row from the top, the high end of `y`. */
export function ground(x: Range, y: Range, side: number): [x: number, y: number][] {
  const across = middles(x, side)
  return middles(y, side)
    .reverse()
    .flatMap(up => across.map((along): [number, number] => [along, up]))
}
