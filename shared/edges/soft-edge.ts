import { gaussian } from './gaussian.ts'
import { sobel, steepest } from './gradient.ts'
import { planesOf, type Rgba } from './plane.ts'

export type SoftEdgeOptions = {
  /** Of the Gaussians, in pixels, from fine to coarse. */
  sigmas?: readonly number[]
  /** Contrast of a step, 0..1, below which nothing is seen. */
  floor?: number
  /** How soon an edge is white: with 1, a step of a third of the whole contrast comes to about 0.6. */
  gain?: number
}

/**
 * Edges as soft bands, 0..255, brighter where they are seen from near and far alike: the look of a holistically nested
 * detector (Xie and Tu, arXiv:1504.06375) by means of scale space, gradients normalised by scale (T. Lindeberg, Edge
 * Detection and Ridge Detection with Automatic Scale Selection, IJCV 30(2), 1998).
 */
export function softEdge(
  picture: Rgba,
  { sigmas = [1, 2, 4], floor = 0.04, gain = 1 }: SoftEdgeOptions = {},
): Uint8Array {
  const sum = new Float32Array(picture.width * picture.height)
  let planes = planesOf(picture)
  let seen = 0
  for (const sigma of sigmas) {
    // Gaussians add up: each is made of the one before.
    const more = Math.sqrt(sigma * sigma - seen * seen)
    planes = planes.map(plane => gaussian(plane, more))
    seen = sigma
    const { length } = steepest(planes.map(sobel))
    // At its middle, a blurred step of contrast 1 rises by 1 / (sigma sqrt(2 pi)) per pixel.
    const scale = (sigma * Math.sqrt(2 * Math.PI)) / sigmas.length
    for (let i = 0; i < sum.length; i++) sum[i]! += scale * length[i]!
  }
  return Uint8Array.from(sum, contrast =>
    Math.round(255 * (1 - Math.exp(-3 * gain * Math.max(0, contrast - floor)))),
  )
}
