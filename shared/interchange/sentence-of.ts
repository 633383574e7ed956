import type { Unmapped } from './foreign.ts'

/** `Hires upscale 1.5: Reroll draws in one pass: no second, larger one` */
export const sentenceOf = ({ name, value, why }: Unmapped): string => `${name} ${value}: ${why}`
