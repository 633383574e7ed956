import type { Picture } from './pipeline/decode.ts'

/** The picture's longer side brought down to `side`, each pixel the mean of the area it covers. */
export function shrinkTo(picture: Picture, side: number): Picture {
  const scale = Math.max(picture.width, picture.height) / side
  if (scale <= 1) return picture
  const width = Math.max(1, Math.round(picture.width / scale))
  const height = Math.max(1, Math.round(picture.height / scale))
  return { width, height, rgb: Uint8Array.from(areaAverage(picture, width, height), Math.round) }
}

/** RGB in 0..255, interleaved, whole or not. */
export type Pixels = { width: number; height: number; rgb: Uint8Array | Float32Array }

/** Each of `w` x `h` pixels the mean of the area it covers: RGB in 0..255, interleaved, not rounded. Any shape to any other. */
export function areaAverage({ width, height, rgb }: Pixels, w: number, h: number): Float32Array {
  // Rows first, then columns: the mean over a rectangle is a mean of means.
  const wide = new Float32Array(w * height * 3)
  const across = coverage(width, w)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < w; x++)
      for (const [from, weight] of across[x]!)
        for (let c = 0; c < 3; c++) wide[(y * w + x) * 3 + c]! += rgb[(y * width + from) * 3 + c]! * weight
  const out = new Float32Array(w * h * 3)
  for (const [y, rows] of coverage(height, h).entries())
    for (let i = 0; i < w * 3; i++) {
      let sum = 0
      for (const [from, weight] of rows) sum += wide[from * w * 3 + i]! * weight
      out[y * w * 3 + i] = sum
    }
  return out
}

/** Which of `from` cells each of `to` covers, and by what share. */
function coverage(from: number, to: number): [index: number, weight: number][][] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step]
    const cells: [number, number][] = []
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const share = Math.min(end, at + 1) - Math.max(start, at)
      if (share > 1e-9) cells.push([at, share / step])
    }
    return cells
  })
}
