import type { NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'

/**
 * Where a latent [channels, height, width] is unlike its own edge, cell by cell [height * width]: the shape of what is
 * in the middle, whatever its colour and that of the ground. The edge is told by the median of each channel.
 */
export function silhouette(latent: Latent, [channels, height, width]: NoiseDims): Float32Array {
  const area = height * width
  const edge = Array.from({ length: area }, (_, i) => i).filter(i => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x === 0 || y === 0 || x === width - 1 || y === height - 1
  })
  const squares = new Float32Array(area)
  for (let c = 0; c < channels; c++) {
    const plane = latent.subarray(c * area, (c + 1) * area)
    const ground = edge.map(i => plane[i]!).sort((a, b) => a - b)[edge.length >> 1]!
    for (let i = 0; i < area; i++) squares[i]! += (plane[i]! - ground) ** 2
  }
  return squares.map(Math.sqrt)
}
