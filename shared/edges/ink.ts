import { luma, type Rgba } from './plane.ts'

/** More than this share of a picture must be see-through for its opacity to be the drawing. */
const mostlyClear = 0.05
/** How wide the border is that shows the paper, as a share of the shorter side: more than a scanner's black edge. */
const borderWidth = 0.05
/** A sheet of paper cut out shows so different a grey in at least such a share of it. */
const onSheet = { contrast: 0.4, share: 0.001 } as const

/**
 * The ink of a line drawing, 0 paper to 255 ink, whichever way it was made: its opacity where much of it is see-through
 * (unless that is a sheet of paper cut out), else how far it is from the paper towards black or towards white. Paper is
 * the median grey along the border, so that grey or yellowed paper has no ink, and a filled shape may be larger than it.
 */
export function inkOf(picture: Rgba): Uint8Array {
  const { data, width, height } = picture
  const grey = luma(picture).data
  const [all, border] = [histogram(), histogram()]
  const wide = Math.max(1, Math.round(borderWidth * Math.min(width, height)))
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (data[4 * i + 3]! < 128) continue
      const level = Math.round(255 * grey[i]!)
      all[level]!++
      if (x < wide || y < wide || x >= width - wide || y >= height - wide) border[level]!++
    }
  const count = grey.length
  const opaque = total(all)
  if (count - opaque <= mostlyClear * count) return inkOn(median(total(border) ? border : all), grey)
  const ink = isSheet(all, count) ? inkOn(median(all), grey) : null
  return Uint8Array.from({ length: count }, (_, i) => {
    const opacity = data[4 * i + 3]!
    if (!ink) return opacity
    return opacity < 128 ? 0 : ink[i]!
  })
}

/** `paper`: 0 to 1. */
function inkOn(paper: number, grey: Float32Array): Uint8Array {
  const ink = new Uint8Array(grey.length)
  const [away, scale] = paper >= 0.5 ? [-1, 255 / paper] : [1, 255 / (1 - paper)]
  for (let i = 0; i < ink.length; i++) ink[i] = Math.round(Math.max(0, away * (grey[i]! - paper) * scale))
  return ink
}

/** How many pixels have each of 256 greys. */
type Histogram = Uint32Array
const histogram = (): Histogram => new Uint32Array(256)
const total = (greys: Histogram): number => greys.reduce((sum, one) => sum + one, 0)

function median(greys: Histogram): number {
  let left = total(greys) / 2
  const level = greys.findIndex(one => {
    left -= one
    return left < 0
  })
  return level / 255
}

/** Lines alone hardly cover half of a picture, and are hardly of two greys. */
function isSheet(opaque: Histogram, count: number): boolean {
  const size = total(opaque)
  if (size * 2 < count) return false
  const paper = median(opaque)
  const others = opaque.filter((_, level) => Math.abs(level / 255 - paper) > onSheet.contrast)
  return total(others) >= onSheet.share * size
}
