/** Milliseconds from one end of a movie to the other. */
export const lengthOf = (frames: number): number => Math.min(8000, Math.max(1500, frames * 90))

/** Where a movie is after `ms` in a direction; `over` at its end. A place between two frames shows both. */
export function advance(
  at: number,
  direction: 1 | -1,
  ms: number,
  frames: number,
): { at: number; over: boolean } {
  const last = Math.max(0, frames - 1)
  const to = at + (direction * ms * last) / lengthOf(frames)
  return direction > 0 ? { at: Math.min(last, to), over: to >= last } : { at: Math.max(0, to), over: to <= 0 }
}

/** Where playing begins: at the other end when this one is reached already. */
export const startAt = (at: number, direction: 1 | -1, frames: number): number =>
  direction > 0 ? (at >= frames - 1 ? 0 : at) : at <= 0 ? frames - 1 : at
