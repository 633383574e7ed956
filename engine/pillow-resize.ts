import type { Picture } from './pipeline/decode.ts'

type Filter = { support: number; at: (x: number) => number }

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI))

/** Pillow's convolution kernels; `support` in pixels of the smaller of the two pictures. */
const pillowFilters = {
  box: { support: 0.5, at: x => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: x => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, at: x => cubic(Math.abs(x)) },
  lanczos: { support: 3, at: x => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
} satisfies Record<string, Filter>
export type PillowFilter = keyof typeof pillowFilters

/** Keys' cubic with a = -1/2. */
function cubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0
}

/** Weights are whole numbers of 2^-22, as in Pillow's 8-bit path. */
const precision = 22

/** For each new cell: the first old one that it takes from, and the weights of that and those behind it. */
type Reach = { first: number; weights: Int32Array }[]

function reach(from: number, to: number, { support, at }: Filter): Reach {
  const scale = from / to
  const wide = Math.max(1, scale)
  const radius = support * wide
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - radius + 0.5))
    const last = Math.min(from, Math.trunc(centre + radius + 0.5))
    const raw = Array.from({ length: last - first }, (_, k) => at((k + first - centre + 0.5) * (1 / wide)))
    const sum = raw.reduce((a, b) => a + b, 0)
    const whole = (weight: number) =>
      Math.trunc((weight < 0 ? -0.5 : 0.5) + (sum ? weight / sum : weight) * 2 ** precision)
    return { first, weights: Int32Array.from(raw, whole) }
  })
}

const byte = (sum: number) => Math.min(255, Math.max(0, sum >> precision))

/** Along one axis: cells lie `step` bytes apart, `lines` of them `next` bytes apart; three channels. */
function pass(
  rgb: Uint8Array,
  out: Uint8Array,
  cells: Reach,
  {
    lines,
    from,
    to,
  }: { lines: number; from: [step: number, next: number]; to: [step: number, next: number] },
): void {
  const half = 1 << (precision - 1)
  for (const [i, { first, weights }] of cells.entries())
    for (let line = 0; line < lines; line++) {
      let at = first * from[0] + line * from[1]
      let [r, g, b] = [half, half, half]
      for (let k = 0; k < weights.length; k++, at += from[0]) {
        const weight = weights[k]!
        r += rgb[at]! * weight
        g += rgb[at + 1]! * weight
        b += rgb[at + 2]! * weight
      }
      const put = i * to[0] + line * to[1]
      out[put] = byte(r)
      out[put + 1] = byte(g)
      out[put + 2] = byte(b)
    }
}

/**
 * A picture brought to another size as Pillow's `Image.resize` brings it, to the byte: across, then down, each pass
 * rounded to bytes, the kernel widened where the picture shrinks (src/libImaging/Resample.c of Pillow 12; version 13 goes
 * down first for some shapes, where a byte may then differ by 1).
 */
export function pillowResize(picture: Picture, width: number, height: number, filter: PillowFilter): Picture {
  let { rgb } = picture
  if (width !== picture.width) {
    const out = new Uint8Array(width * picture.height * 3)
    pass(rgb, out, reach(picture.width, width, pillowFilters[filter]), {
      lines: picture.height,
      from: [3, picture.width * 3],
      to: [3, width * 3],
    })
    rgb = out
  }
  if (height !== picture.height) {
    const out = new Uint8Array(width * height * 3)
    pass(rgb, out, reach(picture.height, height, pillowFilters[filter]), {
      lines: width,
      from: [width * 3, 3],
      to: [width * 3, 3],
    })
    rgb = out
  }
  return { width, height, rgb }
}
