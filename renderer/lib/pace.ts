import type { Generation } from '#shared/generation.ts'

type Size = { steps: number; width: number; height: number }
type Given = Pick<Generation, 'steps' | 'width' | 'height'>

/** Steps times pixels of a picture. */
export const workOf = (given: Given, { steps, width, height }: Size): number =>
  (given.steps ?? steps) * (given.width ?? width) * (given.height ?? height)

/**
 * Ms for a step and a pixel, from a picture of which `from` steps were done when it was first seen, `ms` ago. Null where
 * all of them were: what is left tells nothing of a step.
 */
export const paceOf = (ms: number, from: number, size: Size): number | null =>
  from < size.steps && ms > 0 ? ms / (((size.steps - from) / size.steps) * workOf(size, size)) : null
