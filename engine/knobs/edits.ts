import type { Settings } from '#shared/generation.ts'
import { actsIn } from '#shared/steer.ts'
import type { Model } from '../model/open.ts'
import type { NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'
import { type Directions, directionValues } from './directions.ts'

/** Changes a predicted clean latent [channels, height, width]. */
export type Edit = (denoised: Latent) => Latent

/** What the knobs that act on the predicted picture do in a step, one after another; null when none acts. */
export function editsAt(
  _model: Model,
  { steer, steps }: Settings,
  step: number,
  dims: NoiseDims,
  directions: Directions | undefined,
): Edit | null {
  const edits: Edit[] = []
  for (const knob of steer) {
    if (!actsIn(knob, step, steps)) continue
    if (knob.kind === 'direction' && directions?.get(knob.id)?.space === 'x0') {
      const values = directionValues(directions, knob.id, dims)
      edits.push(latent => latent.map((value, i) => value + knob.amount * values[i]!))
    }
  }
  return edits.length ? latent => edits.reduce((bent, edit) => edit(bent), latent) : null
}
