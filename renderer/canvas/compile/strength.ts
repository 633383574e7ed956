/** A strength and, per pixel, its share, 0..255; null: the whole everywhere. */
export type Strength = { strength: number; mask: Uint8Array | null }

/** `masked`: whether a mask layer covers any of the box; if none does, they are as if they were not there. */
export type Masked = Strength & { masked: boolean }

/** All that is painted holds for the same share of the steps; `mask` says what is drawn anew at all, 0..255. */
export const evenStrength = (hold: number, mask: Uint8Array | null): Strength => ({
  strength: 1 - hold,
  mask: mask?.every(share => share === 255) ? null : mask,
})

/**
 * The strength 1 - hold at each pixel, times its share of the mask. `painted` are RGBA pixels, `holds` likewise with the
 * hold, 0..255, as red. What is clear counts for nothing: it is unknown and drawn anew anyway.
 */
export function unevenStrength(
  painted: Uint8ClampedArray,
  holds: Uint8ClampedArray,
  mask: Uint8Array | null,
): Strength {
  const shares = new Float32Array(painted.length / 4)
  let most = 0
  for (let i = 0, p = 0; i < shares.length; i++, p += 4) {
    if (!painted[p + 3]) {
      shares[i] = -1
      continue
    }
    const share = ((255 - holds[p]!) * (mask ? mask[i]! : 255)) / 65025
    shares[i] = share
    if (share > most) most = share
  }
  if (!most) return { strength: 0, mask: null }
  return {
    strength: most,
    mask: Uint8Array.from(shares, share => (share < 0 ? 255 : Math.round((255 * share) / most))),
  }
}
