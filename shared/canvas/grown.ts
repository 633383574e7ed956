/** A set of pixels, row after row: 1 within, 0 without. */
export type Bits = { width: number; height: number; data: Uint8Array }

/** All pixels within `radius` of the set, in a square: the larger of both distances counts. */
export function grown({ width, height, data }: Bits, radius: number): Bits {
  const across = pass(data, height, width, 1, width, radius)
  return { width, height, data: pass(across, width, height, width, 1, radius) }
}

/** Along lines of `length` pixels `step` apart; line n begins at n * next. */
function pass(data: Uint8Array, lines: number, length: number, step: number, next: number, radius: number) {
  const out = new Uint8Array(data.length)
  for (let n = 0; n < lines; n++) {
    const from = n * next
    let last = -Infinity
    let ahead = 0
    for (let i = 0; i < length; i++) {
      for (; ahead < length && ahead <= i + radius; ahead++) if (data[from + ahead * step]) last = ahead
      if (last >= i - radius) out[from + i * step] = 1
    }
  }
  return out
}
