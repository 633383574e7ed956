type Size = { width: number; height: number }

/**
 * A mask whose edges rise over `radius` pixels on both sides: two running means, one after the other, along each side.
 * Beyond the border it goes on as it is there, so that a full mask stays full, exactly.
 */
export function feathered(mask: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const half = Math.round(radius / 2)
  if (half < 1) return mask
  const out = mask.slice()
  const line = new Float64Array(Math.max(width, height))
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++)
      runningMean(out, { first: y * width, stride: 1, count: width }, half, line)
    for (let x = 0; x < width; x++) runningMean(out, { first: x, stride: width, count: height }, half, line)
  }
  return out
}

type Line = { first: number; stride: number; count: number }

/** `scratch` holds at least as many numbers as the line. */
function runningMean(
  values: Float32Array,
  { first, stride, count }: Line,
  half: number,
  scratch: Float64Array,
): void {
  for (let i = 0; i < count; i++) scratch[i] = values[first + i * stride]!
  const at = (i: number) => scratch[i < 0 ? 0 : i < count ? i : count - 1]!
  let sum = 0
  for (let i = -half; i <= half; i++) sum += at(i)
  for (let i = 0; i < count; i++) {
    values[first + i * stride] = sum / (2 * half + 1)
    sum += at(i + half + 1) - at(i - half)
  }
}
