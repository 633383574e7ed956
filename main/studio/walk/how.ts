import type { Generation } from '#shared/generation.ts'
import { version } from '#shared/version.ts'
import type { WalkShape } from '#shared/walk.ts'

export type HowMade = WalkShape & {
  model: string
  perSecond: number
  stops: readonly Generation[]
}

/** Enough to walk the same way again. Holds no date. Each frame's own PNG says how it was drawn besides. */
export const howMade = ({ model, between, loop, perSecond, stops }: HowMade, frames: number): string =>
  `${JSON.stringify({ format: 1, reroll: version, model, between, loop, perSecond, frames, stops }, null, 1)}\n`
