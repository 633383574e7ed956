import type { Settings } from '#shared/generation.ts'

/** One pass through the model: drafts that differ in their noise alone, by their places in the request. */
export type Pass = { settings: Settings[]; indices: number[] }

/**
 * Puts drafts together that can share a pass of at most `most`, in the order in which they come. Those with a past
 * walk alone, since a branch may exchange the noise on the way.
 */
export function passesOf(drafts: readonly Settings[], most: number): Pass[] {
  const passes: Pass[] = []
  const open = new Map<string, Pass>()
  drafts.forEach((settings, index) => {
    const key = told(settings)
    const pass = open.get(key)
    if (pass && !settings.past.length && pass.indices.length < most) {
      pass.settings.push(settings)
      pass.indices.push(index)
      return
    }
    const begun = { settings: [settings], indices: [index] }
    passes.push(begun)
    open.set(key, begun)
  })
  return passes
}

/** What the model and the sampler are told; the rest decides the noise. */
const told = ({ seed: _s, variation: _v, rng: _r, dice: _d, parent: _p, ...rest }: Settings): string =>
  JSON.stringify(rest)
