import { isLayout, type NoiseDims } from '#engine/random/dice.ts'
import { normalSources } from '#engine/random/normal.ts'
import { rolledWaves, rollParts } from '#engine/random/roll.ts'
import { startNoise } from '#engine/random/start-noise.ts'
import { mixNoise } from '#engine/random/variation.ts'
import { type Dice, type DiceParts, noDice, noDiceParts } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import { deviation, mean } from './correlate.ts'
import { spread, table } from './table.ts'

const sizes: NoiseDims[] = [
  [4, 16, 16],
  [4, 64, 64],
  [4, 128, 128],
]
const variation = { seed: 0, strength: 0 }
const everything: DiceParts = {
  ...noDiceParts,
  layout: 3,
  texture: 4,
  channels: { 1: 4 },
  regions: [{ seed: 1, rectangle: { x: 0, y: 0, width: 0.5, height: 1 } }],
}
const toward = (seed: number, t: number, dice = noDiceParts): Partial<Dice> => ({
  toward: { seed, variation, dice, sampler: null, t },
})
const start = (seed: number, dims: NoiseDims, dice: Partial<Dice> = {}) =>
  startNoise({ rng: 'cpu', seed, variation, dice: { ...noDice, ...dice } } as Settings, dims)

/** What dice cost, how much of the noise is layout, and how long the noise is, as a share of the root of its numbers. */
export default async function dice(): Promise<string> {
  return [
    table(
      [
        'latent',
        'main seed alone',
        'layout die',
        'every die',
        'half way, dice in both',
        'waves that are layout',
      ],
      sizes.map(dims => {
        const noise = start(1, dims)
        const both = { layout: 3, ...toward(2, 0.5, { ...noDiceParts, layout: 4 }) }
        return [
          dims.join(' x '),
          median(() => start(1, dims)),
          median(() => rollParts(noise, { ...noDiceParts, layout: 3 }, dims)),
          median(() => rollParts(noise, everything, dims)),
          median(() => start(1, dims, both)),
          `${(100 * layoutShare(dims)).toFixed(1)} %`,
        ]
      }),
    ),
    table(
      ['length, mean ± deviation over 400 draws', ...sizes.slice(0, 2).map(dims => dims.join(' x '))],
      Object.entries(lengths).map(([name, draw]) => [
        name,
        ...sizes.slice(0, 2).map(dims => lengthOf(draw, dims)),
      ]),
    ),
    `Waves recomputed from the finished 4 x 128 x 128 noise are at most ${roundTrip().toExponential(1)} off.`,
  ].join('\n\n')
}

const lengths: Record<string, (seed: number, dims: NoiseDims) => Float32Array> = {
  'main seed': (seed, dims) => start(seed, dims),
  'layout die': (seed, dims) => start(seed, dims, { layout: seed }),
  'half way to another seed (slerp)': (seed, dims) => start(seed, dims, toward(seed + 5000, 0.5)),
  'half way, all dice turned': (seed, dims) =>
    start(seed, dims, {
      layout: seed,
      texture: seed,
      ...toward(seed, 0.5, { ...noDiceParts, layout: seed + 9000, texture: seed + 9000 }),
    }),
  "A1111's variation at 0.5": (seed, dims) =>
    mixNoise(start(seed, dims), start(seed + 5000, dims), 0.5, dims),
}

function lengthOf(draw: (seed: number, dims: NoiseDims) => Float32Array, dims: NoiseDims): string {
  const all = Array.from({ length: 400 }, (_, seed) => {
    const noise = draw(seed, dims)
    return Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length)
  })
  return `${mean(all).toFixed(4)} ± ${deviation(all).toFixed(4)}`
}

function layoutShare(dims: NoiseDims): number {
  const [, height, width] = dims
  let count = 0
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) count += +isLayout(v, u, dims, noDice.split)
  return count / (height * width)
}

function roundTrip(): number {
  const dims = [4, 128, 128] as const
  const noise = normalSources.cpu(1).normal(4 * 128 * 128)
  const waves = rolledWaves(noise, { ...noDiceParts, texture: 9 }, dims)
  const again = rolledWaves(rollParts(noise, { ...noDiceParts, texture: 9 }, dims), noDiceParts, dims)
  return waves.reduce((worst, value, i) => Math.max(worst, Math.abs(value - again[i]!)), 0)
}

/** In milliseconds, of 15, after one that warms up. */
function median(work: () => unknown): string {
  work()
  const times = Array.from({ length: 15 }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
  return `${spread(times).median.toFixed(1)} ms`
}
