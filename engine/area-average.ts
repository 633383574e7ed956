import type { Picture } from './pipeline/decode.ts'

/** The picture's longer side brought down to `side`, each pixel the mean of the area it covers. */
export function shrinkTo(picture: Picture, side: number): Picture {
  const scale = Math.max(picture.width, picture.height) / side
  if (scale <= 1) return picture
  const width = Math.max(1, Math.round(picture.width / scale))
  const height = Math.max(1, Math.round(picture.height / scale))
  return { width, height, rgb: Uint8Array.from(areaAverage(picture, width, height), Math.round) }
}

/** RGB, interleaved, whole or not. */
export type Pixels = { width: number; height: number; rgb: Uint8Array | Uint16Array | Float32Array }

/** Each of `w` x `h` pixels the mean of the area it covers: RGB, interleaved, in the range that it had, not rounded. Any shape to any other. */
export function areaAverage({ width, height, rgb }: Pixels, w: number, h: number): Float32Array {
  // Rows first, then columns: the mean over a rectangle is a mean of means.
  const wide = new Float32Array(w * height * 3)
  const across = coverage(width, w)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < w; x++) {
      const to = (y * w + x) * 3
      for (let k = across.begins[x]!; k < across.begins[x + 1]!; k++) {
        const from = (y * width + across.cells[k]!) * 3
        const weight = across.weights[k]!
        for (let c = 0; c < 3; c++) wide[to + c]! += rgb[from + c]! * weight
      }
    }
  const out = new Float32Array(w * h * 3)
  const down = coverage(height, h)
  for (let y = 0; y < h; y++)
    for (let i = 0; i < w * 3; i++) {
      let sum = 0
      for (let k = down.begins[y]!; k < down.begins[y + 1]!; k++)
        sum += wide[down.cells[k]! * w * 3 + i]! * down.weights[k]!
      out[y * w * 3 + i] = sum
    }
  return out
}

/** Which of `from` cells each of `to` covers, and by what share: those of the n-th stand from `begins[n]` to `begins[n + 1]`. */
function coverage(from: number, to: number) {
  const step = from / to
  const begins = [0]
  const cells: number[] = []
  const weights: number[] = []
  for (let i = 0; i < to; i++) {
    const [start, end] = [i * step, (i + 1) * step]
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const share = Math.min(end, at + 1) - Math.max(start, at)
      if (share <= 1e-9) continue
      cells.push(at)
      weights.push(share / step)
    }
    begins.push(cells.length)
  }
  return { begins, cells, weights }
}
