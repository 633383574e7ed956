import type { Rgba } from '../png/pixels.ts'
import { resample } from '../resample.ts'

/** Red, green and blue, one plane after the other, 0..1, brought to a size; what is transparent is black. */
export function rgbPlanes({ width, height, rgba }: Rgba, wide: number, high: number): Float32Array {
  const out = new Float32Array(3 * wide * high)
  for (let c = 0; c < 3; c++) {
    const plane = Float32Array.from(
      { length: width * height },
      (_, i) => (rgba[4 * i + c]! * rgba[4 * i + 3]!) / (255 * 255),
    )
    out.set(resample(plane, { width, height }, { width: wide, height: high }), c * wide * high)
  }
  return out
}
