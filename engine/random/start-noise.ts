import type { DiceParts } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import type { RngKind } from '#shared/rng-kinds.ts'
import { type NoiseDims, rollParts } from './dice.ts'
import { normalSources } from './normal.ts'
import { slerp } from './slerp.ts'
import { streamNormals } from './streams.ts'
import { mixNoise } from './variation.ts'

type Start = Pick<Settings, 'seed' | 'variation'> & { dice: DiceParts }

/** The starting noise [channels, height, width]: the main seed's, varied, its dice rolled, then on the way to another. */
export function startNoise({ rng, seed, variation, dice }: Settings, dims: NoiseDims): Float32Array {
  const here = startAlone(rng, { seed, variation, dice }, dims)
  return dice.toward ? slerp(here, startAlone(rng, dice.toward, dims), dice.toward.t) : here
}

function startAlone(rng: RngKind, { seed, variation, dice }: Start, dims: NoiseDims): Float32Array {
  const size = dims[0] * dims[1] * dims[2]
  const noise = normalSources[rng](seed).normal(size)
  const varied =
    variation.strength === 0
      ? noise
      : mixNoise(noise, normalSources[rng](variation.seed).normal(size), variation.strength, dims)
  return rollParts(varied, dice, dims)
}

/**
 * What the sampler draws on the way: the n-th draw, n from 1, by the settings in force then. A sampler die has a stream
 * of its own; else the main seed's goes on behind the starting noise, as other programs have it.
 */
export function samplerNoise(size: number): (settings: Settings, n: number) => Float32Array {
  const sources = new Map<string, { source: ReturnType<(typeof normalSources)['cpu']>; drawn: number }>()
  return ({ rng, seed, dice }, n) => {
    if (dice.sampler !== null) {
      const draw = streamNormals(dice.sampler, 'sampler', { draw: n })
      return Float32Array.from({ length: size }, (_, i) => draw(i))
    }
    const key = `${rng} ${seed}`
    const held = sources.get(key) ?? { source: normalSources[rng](seed), drawn: 0 }
    sources.set(key, held)
    let noise = held.source.normal(size)
    // Draw 0 is the starting noise; draws that fell to another die are passed over.
    for (; held.drawn < n; held.drawn++) noise = held.source.normal(size)
    held.drawn++
    return noise
  }
}
