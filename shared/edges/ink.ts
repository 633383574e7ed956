import { luma, type Rgba } from './plane.ts'

/** More than this share of a picture must be see-through for its opacity to be the drawing. */
const mostlyClear = 0.05

/**
 * The ink of a line drawing, 0 paper to 255 ink, whichever way it was made: its opacity where much of it is see-through,
 * else what is darker or lighter than the paper, paper being what there is more of.
 */
export function inkOf(picture: Rgba): Uint8Array {
  const { data } = picture
  const count = picture.width * picture.height
  let clear = 0
  for (let i = 0; i < count; i++) if (data[4 * i + 3]! < 128) clear++
  if (clear > mostlyClear * count) return Uint8Array.from({ length: count }, (_, i) => data[4 * i + 3]!)
  const grey = luma(picture).data
  const light = grey.reduce((n, one) => n + (one >= 0.5 ? 1 : 0), 0)
  const darkOnLight = light * 2 >= count
  return Uint8Array.from(grey, one => Math.round(255 * (darkOnLight ? 1 - one : one)))
}
