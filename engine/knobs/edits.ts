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

/** Changes a predicted clean latent [channels, height, width]. */
export type Edit = (denoised: Latent) => Latent

/** What the knobs that act on the predicted picture do in each step, from 1; null where none acts. */
export type Edits = (step: number) => Edit | null

/** A knob in one of its steps: how much of it was done before the step and is done after it. */
type Turn = { knob: Steering; before: number; after: number }

/**
 * The edits of a walk. A knob's amount is shared evenly among the steps in which it acts, so that all of them together
 * do the whole. In a step the picture is moved first, then toned, then shifted along its directions.
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
    const edits = [
      movement(turns, dims),
      colours && toning(turns, colours, dims),
      ...turns.map(turn => shift(turn, dims, directions)),
    ].filter(edit => edit !== null)
    return edits.length ? latent => edits.reduce((bent, edit) => edit(bent), latent) : null
  }
}

function turnsIn(steer: readonly Steering[], step: number, of: number): Turn[] {
  return steer.flatMap(knob => {
    const steps = actingSteps(knob, of)
    const at = steps.indexOf(step)
    if (at < 0) return []
    return { knob, before: (knob.amount * at) / steps.length, after: (knob.amount * (at + 1)) / steps.length }
  })
}

const placements = {
  zoom: (to, amount) => ({ ...to, scale: to.scale * 1.25 ** amount }),
  shiftX: (to, amount) => ({ ...to, x: to.x + amount / 10 }),
  shiftY: (to, amount) => ({ ...to, y: to.y + amount / 10 }),
  rotate: (to, amount) => ({ ...to, turn: to.turn + (amount * Math.PI) / 12 }),
} satisfies Partial<Record<AnalyticKnob, (to: Placement, amount: number) => Placement>>

function movement(turns: readonly Turn[], dims: NoiseDims): Edit | null {
  const moves = turns.filter(({ knob }) => knob.kind === 'analytic' && Object.hasOwn(placements, knob.name))
  if (!moves.length) return null
  const placed = (amount: (turn: Turn) => number) =>
    moves.reduce<Placement>(
      (to, turn) => placements[(turn.knob as { name: keyof typeof placements }).name](to, amount(turn)),
      { scale: 1, turn: 0, x: 0, y: 0 },
    )
  const from = placed(({ before }) => before)
  const to = placed(({ after }) => after)
  return latent => warp(latent, dims, from, to)
}

function toning(turns: readonly Turn[], colours: ColourMap, dims: NoiseDims): Edit | null {
  const tones = turns.flatMap(({ knob, before, after }) =>
    knob.kind === 'analytic' && isTone(knob.name) ? { name: knob.name, amount: after - before } : [],
  )
  return tones.length ? latent => turnTones(latent, tones, colours, dims) : null
}

function shift(
  { knob, before, after }: Turn,
  dims: NoiseDims,
  directions: Directions | undefined,
): Edit | null {
  if (knob.kind !== 'direction') return null
  if (directions?.get(knob.id)?.space === 'h') return null
  const values = directionValues(directions, knob.id, dims)
  const amount = after - before
  return latent => latent.map((value, i) => value + amount * values[i]!)
}
