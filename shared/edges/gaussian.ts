import type { Plane } from './plane.ts'

/** One side of a Gaussian's weights, the middle first, cut off at three standard deviations; both sides sum to 1. */
function gaussianWeights(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(3 * sigma))
  const weights = Float32Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  )
  const sum = weights.reduce((a, b) => a + 2 * b, -weights[0]!)
  return weights.map(weight => weight / sum)
}

/** A plane blurred by a Gaussian of `sigma` pixels; beyond its edges it goes on as it ends there. */
export function gaussian({ width, height, data }: Plane, sigma: number): Plane {
  const weights = gaussianWeights(sigma)
  const radius = weights.length - 1
  const across = new Float32Array(data.length)
  const padded = new Float32Array(width + 2 * radius)
  for (let y = 0; y < height; y++) {
    const from = y * width
    padded.fill(data[from]!, 0, radius)
    padded.set(data.subarray(from, from + width), radius)
    padded.fill(data[from + width - 1]!, radius + width)
    for (let x = 0; x < width; x++) {
      let sum = weights[0]! * padded[x + radius]!
      for (let k = 1; k <= radius; k++)
        sum += weights[k]! * (padded[x + radius - k]! + padded[x + radius + k]!)
      across[from + x] = sum
    }
  }
  const out = new Float32Array(data.length)
  for (let y = 0; y < height; y++) {
    const to = y * width
    for (let x = 0; x < width; x++) out[to + x] = weights[0]! * across[to + x]!
    for (let k = 1; k <= radius; k++) {
      const above = Math.max(0, y - k) * width
      const below = Math.min(height - 1, y + k) * width
      const weight = weights[k]!
      for (let x = 0; x < width; x++) out[to + x]! += weight * (across[above + x]! + across[below + x]!)
    }
  }
  return { width, height, data: out }
}
