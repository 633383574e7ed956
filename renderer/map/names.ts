import type { Generation } from '#shared/generation.ts'
import type { Place } from '../lib/map-points.ts'
import type { MapRoll } from '../stores/map.ts'
import { t } from '../strings.ts'

const percent = (share: number): number => Math.round(share * 100)

/** Its seed, or how far it is on the way to another. */
export function nameOf({ seed, dice: { toward } }: Generation): string {
  return toward ? `${t.map.seed(String(seed))} · ${t.map.way(percent(toward.t))}` : t.map.seed(String(seed))
}

/** In full, for who cannot see it. */
export function spokenName(roll: MapRoll, index: number): string {
  const { seed, dice } = roll.generation
  return dice.toward
    ? t.map.rollBetween(index + 1, String(seed), String(dice.toward.seed), percent(dice.toward.t))
    : t.map.roll(index + 1, String(seed))
}

const third = <T>(share: number, [low, middle, high]: readonly [T, T, T]): T =>
  share < 1 / 3 ? low : share > 2 / 3 ? high : middle

/** Where on the map: `upper left`. */
export const whereabouts = ({ x, y }: Place): string =>
  t.map.where(third(x, ['left', 'middle', 'right']), third(y, ['upper', 'middle', 'lower']))
