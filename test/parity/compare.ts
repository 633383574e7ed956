type Place = { row: number; column: number }

/** One picture of a sheet, RGB, `side` pixels each way. */
export function cut(
  sheet: { width: number; data: Uint8Array },
  { row, column }: Place,
  side: number,
): Uint8Array {
  const rgb = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++) {
    const from = ((row * side + y) * sheet.width + column * side) * 3
    rgb.set(sheet.data.subarray(from, from + side * 3), y * side * 3)
  }
  return rgb
}

export const differences = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Float64Array.from(a, (value, i) => Math.abs(value - b[i]!))
export const worst = (values: Float64Array) => values.reduce((max, value) => Math.max(max, value), 0)
export const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
