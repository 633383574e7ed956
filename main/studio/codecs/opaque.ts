import type { Picture } from '#engine/pipeline/decode.ts'

/** What the codecs give and take, as a canvas does. */
export type Rgba8 = { width: number; height: number; data: Uint8ClampedArray }

export function withoutOpacity({ width, height, data }: Rgba8): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from]!
    rgb[to + 1] = data[from + 1]!
    rgb[to + 2] = data[from + 2]!
  }
  return { width, height, rgb }
}

export function withOpacity({ width, height, rgb }: Picture): Rgba8 {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from]!
    data[to + 1] = rgb[from + 1]!
    data[to + 2] = rgb[from + 2]!
    data[to + 3] = 255
  }
  return { width, height, data }
}
