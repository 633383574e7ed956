import type { HeatResult } from '#shared/score-contract.ts'
import type { Picture } from '../pipeline/decode.ts'
import { resample } from '../resample.ts'

/** Where the score drops most. */
const hot = [255, 64, 0] as const
const strongest = 0.75

/** A picture under its heat: grey where nothing depends on it, the more orange the more the score drops; rises show nothing. */
export function heatPicture(picture: Picture, { drops, columns, rows }: HeatResult): Picture {
  const most = Math.max(...drops)
  const shares = Float32Array.from(drops, drop => (most > 0 ? Math.max(0, drop) / most : 0))
  const spread = resample(shares, { width: columns, height: rows }, picture)
  const rgb = new Uint8Array(picture.rgb.length)
  for (let p = 0; p < spread.length; p++) {
    const [r, g, b] = [picture.rgb[p * 3]!, picture.rgb[p * 3 + 1]!, picture.rgb[p * 3 + 2]!]
    const light = 0.299 * r + 0.587 * g + 0.114 * b
    const share = spread[p]! * strongest
    for (let c = 0; c < 3; c++) rgb[p * 3 + c] = Math.round(light * (1 - share) + hot[c]! * share)
  }
  return { width: picture.width, height: picture.height, rgb }
}
