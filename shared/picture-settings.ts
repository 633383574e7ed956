import { plain, type Settings } from './generation.ts'
import { seedAfter } from './seed.ts'

export type Seeds = Pick<Settings, 'seed' | 'variation'>

/**
 * The settings of the n-th picture after the first: the next seed, or, while it is varied, the same seed and the
 * next variation seed, as A1111 counts them. A negative n counts back.
 */
export const settingsOfPicture = <T extends Seeds>(first: T, n: number): T =>
  first.variation.strength > 0
    ? { ...first, variation: { ...first.variation, seed: seedAfter(first.variation.seed, n) } }
    : { ...first, seed: seedAfter(first.seed, n) }

/** Settings as a file tells them: what came later to the format is left out while it says nothing. */
export const toldSettings = (settings: Settings): Settings =>
  Object.fromEntries(
    Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(plain[key as keyof typeof plain]) !== JSON.stringify(value),
    ),
  ) as Settings
