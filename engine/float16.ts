const bits = new DataView(new ArrayBuffer(4))

/** IEEE 754 binary16, round to nearest even; overflow becomes infinity. */
function toHalf(value: number): number {
  bits.setFloat32(0, value)
  const word = bits.getUint32(0)
  const sign = (word >>> 16) & 0x8000
  const exponent = (word >>> 23) & 0xff
  const mantissa = word & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa ? 0x200 : 0)
  const power = exponent - 112
  if (power >= 31) return sign | 0x7c00
  // A subnormal half carries its leading one in the mantissa and is shifted right by what the exponent lacks.
  const shift = power > 0 ? 13 : 14 - power
  if (shift > 24) return sign
  const full = power > 0 ? mantissa | (power << 23) : mantissa | 0x800000
  const half = full >>> shift
  const rest = full & ((1 << shift) - 1)
  const tie = 1 << (shift - 1)
  return sign | (half + (rest > tie || (rest === tie && half & 1) ? 1 : 0))
}

const table = Float32Array.from({ length: 65536 }, (_, word) => {
  const sign = word & 0x8000 ? -1 : 1
  const exponent = (word >>> 10) & 31
  const mantissa = word & 0x3ff
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + mantissa / 1024) : 2 ** -14 * (mantissa / 1024))
})

export const floatsToHalves = (values: ArrayLike<number>): Uint16Array => Uint16Array.from(values, toHalf)

export function halvesToFloats(halves: Uint16Array): Float32Array {
  const out = new Float32Array(halves.length)
  for (let i = 0; i < out.length; i++) out[i] = table[halves[i]!]!
  return out
}
