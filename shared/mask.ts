import type { Region } from './dice.ts'

export type Mask = NonNullable<Region['mask']>

/** A mask from a picture has at most so many cells a side; latents of 1024 px pictures have as many. */
export const maskSide = 128

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Cells row by row, each 0 or 1 (redrawn), as a region keeps them. */
export function packMask(cells: ArrayLike<number>, columns: number, rows: number): Mask {
  const bytes = new Uint8Array(Math.ceil((columns * rows) / 8))
  for (let i = 0; i < columns * rows; i++) if (cells[i]) bytes[i >> 3]! |= 128 >> (i & 7)
  let bits = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let k = 0; k < 4; k++) bits += i + k > bytes.length ? '=' : digits[(word >> (18 - 6 * k)) & 63]
  }
  return { columns, rows, bits }
}

/** The cells back, row by row, each 0 or 1. */
export function unpackMask({ columns, rows, bits }: Mask): Uint8Array {
  return Uint8Array.from({ length: columns * rows }, (_, i) => {
    const value = digits.indexOf(bits[Math.floor(i / 6)]!)
    return (value >> (5 - (i % 6))) & 1
  })
}
