import type { Pixels } from './measure-picture.ts'

/** How one picture was moved to become another. */
export type Move = 'zoom' | 'shiftX' | 'shiftY' | 'rotate'

/** Where a point (shares of the sides, from the middle) came from when a picture was moved by `units` of a knob. */
const origins: Record<Move, (x: number, y: number, units: number) => [number, number]> = {
  zoom: (x, y, units) => [x / 1.25 ** units, y / 1.25 ** units],
  shiftX: (x, y, units) => [x - units / 10, y],
  shiftY: (x, y, units) => [x, y - units / 10],
  rotate: (x, y, units) => {
    const turn = (units * Math.PI) / 12
    return [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]
  },
}

/**
 * By how many units `after` is `before` moved: the best of a search from -3 to 3, by the mean square difference over
 * the points that both pictures hold.
 */
export function unitsMoved(before: Pixels, after: Pixels, move: Move): number {
  let best = { units: 0, error: Number.POSITIVE_INFINITY }
  for (let units = -3; units <= 3; units += 0.1) {
    const error = difference(before, after, (x, y) => origins[move](x, y, units))
    if (error < best.error - 1e-9) best = { units, error }
  }
  return best.units
}

const grid = 32

function difference(
  before: Pixels,
  after: Pixels,
  origin: (x: number, y: number) => [number, number],
): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < grid; row++)
    for (let column = 0; column < grid; column++) {
      const [x, y] = [(column + 0.5) / grid - 0.5, (row + 0.5) / grid - 0.5]
      const [ox, oy] = origin(x, y)
      if (Math.abs(ox) >= 0.5 || Math.abs(oy) >= 0.5) continue
      for (let k = 0; k < 3; k++) sum += (at(before, ox, oy, k) - at(after, x, y, k)) ** 2
      count += 3
    }
  return sum / Math.max(1, count)
}

const at = ({ width, height, rgb }: Pixels, x: number, y: number, k: number): number =>
  rgb[(Math.floor((y + 0.5) * height) * width + Math.floor((x + 0.5) * width)) * 3 + k]!
