type Size = { width: number; height: number }

/**
 * A mask whose edges rise over `radius` pixels on both sides: two running means, one after the other, along each side.
 * Beyond the border it goes on as it is there, so that a full mask stays full, exactly.
 */
export function feathered(mask: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const half = Math.round(radius / 2)
  if (half < 1) return mask
  const out = mask.slice()
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) runningMean(out, y * width, 1, width, half)
    for (let x = 0; x < width; x++) runningMean(out, x, width, height, half)
  }
  return out
}

function runningMean(values: Float32Array, first: number, stride: number, count: number, half: number): void {
  const line = Float64Array.from({ length: count }, (_, i) => values[first + i * stride]!)
  const at = (i: number) => line[Math.min(count - 1, Math.max(0, i))]!
  let sum = 0
  for (let i = -half; i <= half; i++) sum += at(i)
  for (let i = 0; i < count; i++) {
    values[first + i * stride] = sum / (2 * half + 1)
    sum += at(i + half + 1) - at(i - half)
  }
}
