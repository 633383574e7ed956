import type { Picture } from '#engine/pipeline/decode.ts'

/**
 * Where in the stored picture the pixel at (x, y) of the upright one lies, for each of EXIF's eight orientations
 * (Exif 3.0, 4.6.5, Orientation); `w` and `h` are the stored size, less one.
 */
const sources: Record<number, (x: number, y: number, w: number, h: number) => [number, number]> = {
  2: (x, y, w) => [w - x, y],
  3: (x, y, w, h) => [w - x, h - y],
  4: (x, y, _, h) => [x, h - y],
  5: (x, y) => [y, x],
  6: (x, y, _, h) => [y, h - x],
  7: (x, y, w, h) => [w - y, h - x],
  8: (x, y, w) => [w - y, x],
}

/** A stored picture as it is meant to be seen. */
export function turned(picture: Picture, orientation: number): Picture {
  const source = sources[orientation]
  if (!source) return picture
  const [width, height] = orientation > 4 ? [picture.height, picture.width] : [picture.width, picture.height]
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3) {
      const [sx, sy] = source(x, y, picture.width - 1, picture.height - 1)
      const from = (sy * picture.width + sx) * 3
      rgb[to] = picture.rgb[from]!
      rgb[to + 1] = picture.rgb[from + 1]!
      rgb[to + 2] = picture.rgb[from + 2]!
    }
  return { width, height, rgb }
}
