import type { Dice, Region } from '#shared/dice.ts'
import type { Seed } from '#shared/seed.ts'
import type { Grid } from './drag-rectangle.ts'

/** The name of a die besides the main seed's; regions by their place in the list. */
export type DieKey = 'layout' | 'texture' | 'sampler' | `channel:${number}` | `region:${number}`

const numberIn = (key: DieKey): number => Number(key.split(':')[1])

/** The seed of its own that a die has; null: it follows the main seed. */
export function seedIn(dice: Dice, key: DieKey): Seed | null {
  if (key === 'layout' || key === 'texture' || key === 'sampler') return dice[key]
  if (key.startsWith('channel')) return dice.channels[numberIn(key)] ?? null
  return dice.regions[numberIn(key)]?.seed ?? null
}

/** The same dice with one of another seed; null gives it back to the main seed. A region without a seed is gone. */
export function withSeed(dice: Dice, key: DieKey, seed: Seed | null): Dice {
  if (key === 'layout' || key === 'texture' || key === 'sampler') return { ...dice, [key]: seed }
  const n = numberIn(key)
  if (key.startsWith('channel')) {
    const { [n]: _, ...others } = dice.channels
    return { ...dice, channels: seed === null ? others : { ...others, [n]: seed } }
  }
  return {
    ...dice,
    regions: dice.regions.flatMap((region, i) =>
      i !== n ? [region] : seed === null ? [] : [{ ...region, seed }],
    ),
  }
}

/** The dice that have a seed of their own. */
export const keysOf = ({ layout, texture, sampler, channels, regions }: Dice): DieKey[] => [
  ...(layout === null ? [] : (['layout'] as const)),
  ...(texture === null ? [] : (['texture'] as const)),
  ...Object.keys(channels).map(n => `channel:${Number(n)}` as const),
  ...regions.map((_, n) => `region:${n}` as const),
  ...(sampler === null ? [] : (['sampler'] as const)),
]

/** Those that the next throw rolls: a seed of their own, and not locked. */
export const loose = (dice: Dice, locks: readonly string[]): DieKey[] =>
  keysOf(dice).filter(key => !locks.includes(key))

/** After a throw. */
export const thrown = (dice: Dice, locks: readonly string[], draw: () => Seed): Dice =>
  loose(dice, locks).reduce((rolled, key) => withSeed(rolled, key, draw()), dice)

/** The locks once region `n` is gone: those behind it move up. */
export const locksWithoutRegion = (locks: readonly string[], n: number): string[] =>
  locks.flatMap(lock => {
    if (!lock.startsWith('region')) return [lock]
    const at = numberIn(lock as DieKey)
    return at === n ? [] : [`region:${at > n ? at - 1 : at}`]
  })

/** One region in another's place. */
export const withRegion = (dice: Dice, n: number, region: Region): Dice => ({
  ...dice,
  regions: dice.regions.map((old, i) => (i === n ? region : old)),
})

/** The share of a latent's waves that count as layout at a split. */
export function layoutShare(split: number, { columns, rows }: Grid): number {
  let count = 0
  for (let v = 0; v < rows; v++)
    for (let u = 0; u < columns; u++) count += +(Math.hypot(v / rows, u / columns) / Math.SQRT2 < split)
  return count / (columns * rows)
}
