import type { DiceParts, Region } from '#shared/dice.ts'
import { dct, inverseDct } from './dct.ts'
import { streamNormals } from './streams.ts'

export type NoiseDims = readonly [channels: number, height: number, width: number]

/** Whether wave (v, u) of a plane counts as layout: its share of the way to the fastest, along both axes, is below `split`. */
export const isLayout = (v: number, u: number, [, height, width]: NoiseDims, split: number): boolean =>
  Math.hypot(v / height, u / width) / Math.SQRT2 < split

/**
 * Redraws parts of a starting noise, each from a stream of its own: first the waves of layout or texture (an
 * orthonormal change of basis leaves N(0, I) as it is), then whole channels, then regions cell by cell. `noise` and the
 * result: [channels, height, width]. What no die touches keeps its bits: cells outside, or, once waves are redrawn, the
 * other waves before they are turned back into cells.
 */
export function rollParts(noise: Float32Array, dice: DiceParts, dims: NoiseDims): Float32Array {
  const out = dice.layout === null && dice.texture === null ? noise.slice() : rollWaves(noise, dice, dims)
  const [channels, height, width] = dims
  const area = height * width
  for (const [name, seed] of Object.entries(dice.channels)) {
    const channel = Number(name)
    if (channel >= channels) continue
    const draw = streamNormals(seed, 'channel', { index: channel })
    for (let i = 0; i < area; i++) out[channel * area + i] = draw(i)
  }
  for (const region of dice.regions) {
    const draw = streamNormals(region.seed, 'region')
    const inside = coverOf(region, height, width)
    for (let i = 0; i < out.length; i++) if (inside[i % area]) out[i] = draw(i)
  }
  return out
}

/** The waves of every channel, [channels, height, width] in float64, with the layout's or the texture's redrawn. */
export function rolledWaves(noise: Float32Array, dice: DiceParts, dims: NoiseDims): Float64Array {
  const [channels, height, width] = dims
  const area = height * width
  const layout = dice.layout === null ? null : streamNormals(dice.layout, 'layout')
  const texture = dice.texture === null ? null : streamNormals(dice.texture, 'texture')
  const out = new Float64Array(noise.length)
  for (let c = 0; c < channels; c++) {
    const waves = dct(noise.subarray(c * area, (c + 1) * area), height, width)
    for (let v = 0; v < height; v++)
      for (let u = 0; u < width; u++) {
        const i = v * width + u
        const draw = isLayout(v, u, dims, dice.split) ? layout : texture
        out[c * area + i] = draw ? draw(c * area + i) : waves[i]!
      }
  }
  return out
}

function rollWaves(noise: Float32Array, dice: DiceParts, dims: NoiseDims): Float32Array {
  const [channels, height, width] = dims
  const area = height * width
  const waves = rolledWaves(noise, dice, dims)
  const out = new Float32Array(noise.length)
  for (let c = 0; c < channels; c++)
    out.set(inverseDct(waves.subarray(c * area, (c + 1) * area), height, width), c * area)
  return out
}

/** Per latent cell whether a region holds it: by the cell's middle. */
export function coverOf({ rectangle, mask }: Region, height: number, width: number): Uint8Array {
  const bits = mask && Buffer.from(mask.bits, 'base64')
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const x = ((i % width) + 0.5) / width
    const y = (Math.floor(i / width) + 0.5) / height
    if (rectangle)
      return +(
        x >= rectangle.x &&
        x < rectangle.x + rectangle.width &&
        y >= rectangle.y &&
        y < rectangle.y + rectangle.height
      )
    if (!mask || !bits) return 0
    const at = Math.floor(y * mask.rows) * mask.columns + Math.floor(x * mask.columns)
    return (bits[at >> 3]! >> (7 - (at & 7))) & 1
  })
}
