import { StudioError } from './errors.ts'
import type { Generation, Settings } from './generation.ts'
import { settingsAt } from './moments.ts'
import { towardOf } from './toward.ts'

export type WalkShape = {
  /** Frames between two stops. */
  between: number
  loop: boolean
}

/** Frames from the first stop to the last, or back to the first. */
export const walkLength = (stops: number, { between, loop }: WalkShape): number =>
  loop ? stops * (between + 1) : (stops - 1) * (between + 1) + 1

/**
 * One generation per frame: an even pace along the great circle from each stop's noise to the next one's. All but the
 * noise is the first stop's, so that nothing but the noise moves. Errors: `invalid-input` for stops that no one way
 * leads through: of other sizes or random sources, or themselves on the way between two noises.
 */
export function framesOf(stops: readonly Generation[], shape: WalkShape): Generation[] {
  const [first] = stops
  if (!first) return []
  for (const stop of stops) check(first, stop)
  const starts = stops.map(stop => {
    const { seed, variation, dice } = settingsAt(stop as Settings, 1)
    return { seed, variation, dice }
  })
  return Array.from({ length: walkLength(stops.length, shape) }, (_, i) => {
    const leg = Math.floor(i / (shape.between + 1))
    const t = (i % (shape.between + 1)) / (shape.between + 1)
    const here = starts[leg % starts.length]!
    const next = starts[(leg + 1) % starts.length]!
    const dice = { ...here.dice, toward: t === 0 ? null : towardOf(next, t) }
    return { ...first, ...here, dice, past: [], parent: null }
  })
}

function check(first: Generation, { width, height, rng, dice }: Generation): void {
  const refuse = (why: string) => {
    throw new StudioError('invalid-input', `No way leads through these pictures: ${why}`)
  }
  if (width !== first.width || height !== first.height)
    refuse(
      `one is ${first.width} x ${first.height}, another ${width} x ${height}, and the noise of one size is no noise of the other. Choose pictures of one size`,
    )
  if (rng !== first.rng)
    refuse('their seeds mean noise of different programs (CPU and CUDA). Choose pictures of one kind')
  if (dice.toward) refuse('one of them itself lies between two noises. Choose pictures that were rolled')
}
