import { past, plain, type Settings } from './generation.ts'
import { same } from './same.ts'
import { seedAfter } from './seed.ts'

export type Seeds = Pick<Settings, 'seed' | 'variation'> & { past?: Settings['past'] }

/**
 * The settings of the n-th picture after the first: the next seed, or, while it is varied, the same seed and the
 * next variation seed, as A1111 counts them. A negative n counts back. What lies behind a branch stays as it is: all
 * pictures come from the same way.
 */
export function settingsOfPicture<T extends Seeds>(first: T, n: number): T {
  const next =
    first.variation.strength > 0
      ? { variation: { ...first.variation, seed: seedAfter(first.variation.seed, n) } }
      : { seed: seedAfter(first.seed, n) }
  if (n === 0 || !first.past?.length) return { ...first, ...next }
  const { seed, variation } = first
  // Parsed, so that the record's bytes do not depend on who put the parts together.
  return { ...first, ...next, past: first.past.map(branch => past.parse({ seed, variation, ...branch })) }
}

/** Settings as a file tells them: what came later to the format is left out while it says nothing. */
export const toldSettings = (settings: Settings): Settings =>
  Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => !same(plain[key as keyof typeof plain], value)),
  ) as Settings
