import type { DiceParts } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import type { RngKind } from '#shared/rng-kinds.ts'
import type { Seed } from '#shared/seed.ts'
import type { NoiseDims } from './dice.ts'
import { type NormalSource, normalSources } from './normal.ts'
import { rollParts } from './roll.ts'
import { turnWeights, weighted } from './slerp.ts'
import { streamNormals } from './streams.ts'
import { between, type Unrolled } from './toward.ts'
import { mixNoise } from './variation.ts'

type Start = Pick<Settings, 'seed' | 'variation'> & { dice: DiceParts }

/**
 * The starting noise [channels, height, width]: the main seed's, varied, its dice rolled, then on the way to another.
 * Errors: as `rollParts`.
 */
export function startNoise({ rng, seed, variation, dice }: Settings, dims: NoiseDims): Float32Array {
  const here = unrolled(rng, { seed, variation, dice }, dims)
  return dice.toward
    ? between(here, unrolled(rng, dice.toward, dims), dice.toward.t, dims)
    : rollParts(here.noise, dice, dims)
}

function unrolled(rng: RngKind, { seed, variation, dice }: Start, dims: NoiseDims): Unrolled {
  const size = dims[0] * dims[1] * dims[2]
  const noise = normalSources[rng](seed).normal(size)
  if (variation.strength === 0) return { key: String(seed), noise, dice }
  const other = normalSources[rng](variation.seed).normal(size)
  return {
    key: `${seed} ${variation.seed} ${variation.strength}`,
    noise: mixNoise(noise, other, variation.strength, dims),
    dice,
  }
}

/**
 * What the sampler draws on the way: the n-th draw, n from 1, by the settings in force then. A sampler die has a stream
 * of its own; else the main seed's goes on behind the starting noise, as other programs have it. On the way to another
 * noise its draws are on the way to the other's as well.
 */
export function samplerNoise(size: number): (settings: Settings, n: number) => Float32Array {
  const main = mainDraws(size)
  const drawOf = (rng: RngKind, seed: Seed, sampler: Seed | null, n: number) =>
    sampler === null ? main(rng, seed, n) : dieDraw(sampler, n, size)
  return ({ rng, seed, dice: { sampler, toward } }, n) => {
    const here = drawOf(rng, seed, sampler, n)
    if (!toward) return here
    const same = toward.sampler === sampler && (sampler !== null || toward.seed === seed)
    const there = () => drawOf(rng, toward.seed, toward.sampler, n)
    return same ? here : weighted(here, there(), turnWeights(toward.t))
  }
}

function dieDraw(seed: Seed, n: number, size: number): Float32Array {
  const draw = streamNormals(seed, 'sampler', { draw: n })
  return Float32Array.from({ length: size }, (_, i) => draw(i))
}

type Drawn = { source: NormalSource; n: number; noise: Float32Array }

/** The n-th draw of a main seed; draw 0 is the starting noise, and draws that fell to other dice are passed over. */
function mainDraws(size: number) {
  const sources = new Map<string, Drawn>()
  return (rng: RngKind, seed: Seed, n: number): Float32Array => {
    const key = `${rng} ${seed}`
    let held = sources.get(key)
    if (!held || held.n > n) {
      const source = normalSources[rng](seed)
      held = { source, n: 0, noise: source.normal(size) }
      sources.set(key, held)
    }
    for (; held.n < n; held.n++) held.noise = held.source.normal(size)
    return held.noise
  }
}
