import type { Dice } from './dice.ts'
import type { Settings } from './generation.ts'

/** How far to go towards everything that another picture's noise is made of; where that was going itself is left out. */
export function towardOf(
  { seed, variation, dice }: Pick<Settings, 'seed' | 'variation' | 'dice'>,
  t: number,
): NonNullable<Dice['toward']> {
  const { sampler, toward: _, ...parts } = dice
  return { seed, variation, dice: parts, sampler, t }
}
