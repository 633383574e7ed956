import { detent, places } from './amount.ts'
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

/** `side` x `side` places of the square, row by row from the top, which is the high end of `y`. */
export function ground(x: Range, y: Range, side: number): [x: number, y: number][] {
  const across = places(x.min, x.max, side)
  return places(y.min, y.max, side)
    .reverse()
    .flatMap(up => across.map((along): [number, number] => [along, up]))
}
