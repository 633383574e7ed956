import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { type AnalyticKnob, actingSteps, type Steering } from '#shared/steer.ts'
import type { Model } from '../model/open.ts'
import type { NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'
import { type ColourMap, colourMapOf } from './colour-map.ts'
import { type Directions, directionValues } from './directions.ts'
import { isTone, turnTones } from './tone.ts'
import { type Placement, warp } from './warp.ts'

/** A latent in the middle of its way, [channels, height, width]: what it is predicted to become, and the noise over it. */
type Moment = { clean: Latent; noise: Latent }
type Change = (moment: Moment) => Moment

/** Changes x at the start of a step, given the clean latent predicted from it. */
export type Edit = (denoised: Latent, x: Latent) => Latent

/** What the knobs do in each step, from 1, to the picture on its way; null where none acts. */
export type Edits = (step: number) => Edit | null

/** A knob in one of its steps: how much of it was done before the step and is done after it. */
type Turn = { knob: Steering; before: number; after: number }

/**
 * The edits of a walk. A knob's amount is shared evenly among the steps in which it acts, so that all of them together
 * do the whole; only a picture is moved at once, in the first of them, since it can be moved without blur but once.
 * In a step the picture is moved first and its noise with it; then what is predicted is toned and shifted along its
 * directions while the noise stays.
 * Errors: `invalid-input` for a direction that is not at hand or of another shape.
 */
export async function editsOf(
  model: Model,
  settings: Settings,
  dims: NoiseDims,
  directions: Directions | undefined,
): Promise<Edits> {
  const tables = [settings, ...settings.past].flatMap(({ steer }) => steer ?? [])
  const tones = tables.some(knob => knob.kind === 'analytic' && isTone(knob.name))
  const colours = tones ? await colourMapOf(model) : null
  return step => {
    const turns = turnsIn(settingsAt(settings, step).steer, step, settings.steps)
    const changes = [
      movement(turns, dims),
      colours && toning(turns, colours, dims),
      ...turns.map(turn => shift(turn, dims, directions)),
    ].filter(change => change !== null)
    return changes.length ? edit(changes) : null
  }
}

const edit =
  (changes: readonly Change[]): Edit =>
  (clean, x) => {
    const begun = { clean, noise: x.map((value, i) => value - clean[i]!) }
    const end = changes.reduce<Moment>((moment, change) => change(moment), begun)
    return end.clean.map((value, i) => value + end.noise[i]!)
  }

function turnsIn(steer: readonly Steering[], step: number, of: number): Turn[] {
  return steer.flatMap(knob => {
    const steps = actingSteps(knob, of)
    const at = steps.indexOf(step)
    if (at < 0) return []
    return { knob, before: (knob.amount * at) / steps.length, after: (knob.amount * (at + 1)) / steps.length }
  })
}

const still: Placement = { scale: 1, turn: 0, x: 0, y: 0 }
const placements = {
  zoom: (to, amount) => ({ ...to, scale: to.scale * 1.25 ** amount }),
  shiftX: (to, amount) => ({ ...to, x: to.x + amount / 10 }),
  shiftY: (to, amount) => ({ ...to, y: to.y + amount / 10 }),
  rotate: (to, amount) => ({ ...to, turn: to.turn + (amount * Math.PI) / 12 }),
} satisfies Partial<Record<AnalyticKnob, (to: Placement, amount: number) => Placement>>

function movement(turns: readonly Turn[], dims: NoiseDims): Change | null {
  const to = turns.reduce<Placement | null>(
    (place, { knob, before }) =>
      knob.kind === 'analytic' && Object.hasOwn(placements, knob.name) && before === 0
        ? placements[knob.name as keyof typeof placements](place ?? still, knob.amount)
        : place,
    null,
  )
  return (
    to &&
    (({ clean, noise }) => ({
      clean: warp(clean, dims, to, 'picture'),
      noise: warp(noise, dims, to, 'noise'),
    }))
  )
}

function toning(turns: readonly Turn[], colours: ColourMap, dims: NoiseDims): Change | null {
  const tones = turns.flatMap(({ knob, before, after }) =>
    knob.kind === 'analytic' && isTone(knob.name) ? { name: knob.name, amount: after - before } : [],
  )
  return tones.length
    ? ({ clean, noise }) => ({ clean: turnTones(clean, tones, colours, dims), noise })
    : null
}

function shift(
  { knob, before, after }: Turn,
  dims: NoiseDims,
  directions: Directions | undefined,
): Change | null {
  if (knob.kind !== 'direction') return null
  if (directions?.get(knob.id)?.space === 'h') return null
  const values = directionValues(directions, knob.id, dims)
  const amount = after - before
  return ({ clean, noise }) => ({ clean: clean.map((value, i) => value + amount * values[i]!), noise })
}
