import type { Conditions } from './conditions.ts'
import { same } from './same.ts'
import type { Change } from './settings-diff.ts'

/** How many sketches and regions there are, and how much of the image is drawn anew; null for none. */
const told = {
  sketches: ({ controls }: Conditions) => controls.length || null,
  regions: ({ regions }: Conditions) => regions.length || null,
  image: ({ start }: Conditions) => start?.strength ?? null,
} as const

const parts = { sketches: 'controls', regions: 'regions', image: 'start' } as const

/** One entry each for sketches, regions and the image to begin from; both values may be alike where it is another one. */
export const conditionChanges = (before: Conditions, after: Conditions): Change[] =>
  (Object.keys(parts) as (keyof typeof parts)[])
    .filter(label => !same(before[parts[label]], after[parts[label]]))
    .map(label => ({ kind: 'condition', label, before: told[label](before), after: told[label](after) }))
