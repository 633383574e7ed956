import type { Pixels } from './measure-picture.ts'

/** Distance of a colour to the ground's, in bytes, from which a pixel is the subject's. */
const unlike = 42

const medianOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

/**
 * The subject of a picture: what is unlike the ground, which is read from both ends of each row, the largest piece of
 * it that hangs together, with its holes filled. 1 per pixel.
 */
export function subjectMask({ width, height, rgb }: Pixels): Uint8Array {
  const margin = Math.max(2, Math.round(width / 16))
  const other = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const sample = (from: number, c: number) => {
      const values: number[] = []
      for (let dy = -2; dy <= 2; dy++)
        for (let x = from; x < from + margin; x++)
          values.push(rgb[3 * (Math.min(height - 1, Math.max(0, y + dy)) * width + x) + c]!)
      return medianOf(values)
    }
    const ends = [0, 1, 2].map(c => [sample(0, c), sample(width - margin, c)] as const)
    for (let x = 0; x < width; x++) {
      const far = Math.hypot(
        ...ends.map(
          ([left, right], c) => rgb[3 * (y * width + x) + c]! - left - ((right - left) * x) / width,
        ),
      )
      if (far > unlike) other[y * width + x] = 1
    }
  }
  return filled(largest(other, width), width, height)
}

/** Pieces that hang together by their sides, as lists of pixels. */
function* pieces(of: Uint8Array, width: number): Generator<number[]> {
  const seen = new Uint8Array(of.length)
  for (let start = 0; start < of.length; start++) {
    if (!of[start] || seen[start]) continue
    const piece = [start]
    seen[start] = 1
    for (let n = 0; n < piece.length; n++) {
      const i = piece[n]!
      const x = i % width
      for (const next of [x ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width])
        if (next >= 0 && next < of.length && of[next] && !seen[next]) {
          seen[next] = 1
          piece.push(next)
        }
    }
    yield piece
  }
}

function largest(of: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(of.length)
  let best: number[] = []
  for (const piece of pieces(of, width)) if (piece.length > best.length) best = piece
  for (const i of best) out[i] = 1
  return out
}

/** Without holes: whatever no path to the picture's edge leads out of. */
export function filled(of: Uint8Array, width: number, height: number): Uint8Array {
  const out = of.slice()
  for (const piece of pieces(
    of.map(one => 1 - one),
    width,
  )) {
    const open = piece.some(i => {
      const [x, y] = [i % width, Math.floor(i / width)]
      return x === 0 || y === 0 || x === width - 1 || y === height - 1
    })
    if (!open) for (const i of piece) out[i] = 1
  }
  return out
}

/** Intersection over union of two masks. */
export function iou(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    if (a[i] && b[i]) both++
    if (a[i] || b[i]) either++
  }
  return either ? both / either : 1
}

/** The box around a mask, as a mask. */
export function boxAround(of: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(of.length)
  let [left, right, top, bottom] = [width, -1, of.length, -1]
  for (let i = 0; i < of.length; i++) {
    if (!of[i]) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) out[y * width + x] = 1
  return out
}
