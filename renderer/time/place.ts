import type { Look, Movie } from '../stores/ways.ts'

/** The frame that stands for the finished picture: the last that was predicted, or the first that dissolves. */
export const restOf = (look: Look, frames: number): number =>
  look === 'dissolve' ? 0 : Math.max(0, frames - 1)

/** The frame nearest to a playhead; null is the picture itself. */
export const frameOf = (at: number | null, { look, frames }: Pick<Movie, 'look' | 'frames'>): number =>
  at === null ? restOf(look, frames.length) : Math.min(frames.length - 1, Math.round(at))

/** How many steps are done where the playhead is; null where the way is another's. */
export const stepsDone = (look: Look, frame: number): number | null =>
  look === 'dissolve' ? null : look === 'x0' ? frame + 1 : frame
