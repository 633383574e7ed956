import type { EdgeKind } from '../canvas/records.ts'
import { canny } from './canny.ts'
import { inkOf } from './ink.ts'
import type { Rgba } from './plane.ts'
import { softEdge } from './soft-edge.ts'
import { thinLine } from './thin-line.ts'

/** Pixels of the shorter side that the finders' own widths are meant for; larger pictures are looked at more coarsely. */
const usual = 512

/** How lines are found in a picture: one byte a pixel, 255 a line. */
export const edgeFinders: Record<EdgeKind, (picture: Rgba) => Uint8Array> = {
  none: inkOf,
  canny: picture => canny(picture, { sigma: 1.4 * scaleOf(picture) }),
  soft: picture => softEdge(picture, { sigmas: [1, 2, 4].map(sigma => sigma * scaleOf(picture)) }),
  thin: picture => thinLine(picture, { sigma: 1.2 * scaleOf(picture) }),
}

const scaleOf = ({ width, height }: Rgba) => Math.max(0.6, Math.min(2, Math.min(width, height) / usual))
