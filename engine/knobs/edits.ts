import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { steersByKey } from '#shared/settings-diff.ts'
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
type Edit = (denoised: Latent, x: Latent) => Latent

/** What the knobs do in each step, from 1, to the picture on its way; null where none acts. */
export type Edits = (step: number) => Edit | null

/** A knob in one of its steps: how much of its amount is done there. */
type Turn = { knob: Steering; by: number }

/**
 * The edits of a walk. What is left of a knob's amount is shared evenly among the steps left of its window, so that all
 * of them together do the whole, and a branch that turns a knob further within its window does what is missing; only a
 * picture is moved at once, in the first of them, since it can be moved without blur but once. What was done before a
 * branch stays when the knob is gone.
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
  const turned = turnsOf(settings)
  return step => {
    const turns = turned[step - 1]!
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

/** The turns of every step. What a step does depends on that step's settings and those before it alone. */
function turnsOf(settings: Settings): Turn[][] {
  const done = new Map<string, number>()
  return Array.from({ length: settings.steps }, (_, i) => {
    const knobs = steersByKey(settingsAt(settings, i + 1).steer)
    return [...knobs].flatMap(([key, knob]) => {
      const left = actingSteps(knob, settings.steps).filter(step => step > i)
      if (left[0] !== i + 1) return []
      const before = done.get(key) ?? 0
      const by = (knob.amount - before) / (isMove(knob) ? 1 : left.length)
      done.set(key, before + by)
      return by === 0 ? [] : [{ knob, by }]
    })
  })
}

const still: Placement = { scale: 1, turn: 0, x: 0, y: 0 }
const placements = {
  zoom: (to, amount) => ({ ...to, scale: to.scale * 1.25 ** amount }),
  shiftX: (to, amount) => ({ ...to, x: to.x + amount / 10 }),
  shiftY: (to, amount) => ({ ...to, y: to.y + amount / 10 }),
  rotate: (to, amount) => ({ ...to, turn: to.turn + (amount * Math.PI) / 12 }),
} satisfies Partial<Record<AnalyticKnob, (to: Placement, amount: number) => Placement>>

const isMove = (knob: Steering): knob is Steering & { name: keyof typeof placements } =>
  knob.kind === 'analytic' && Object.hasOwn(placements, knob.name)

function movement(turns: readonly Turn[], dims: NoiseDims): Change | null {
  const to = turns.reduce<Placement | null>(
    (place, { knob, by }) => (isMove(knob) ? placements[knob.name](place ?? still, by) : place),
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
  const tones = turns.flatMap(({ knob, by }) =>
    knob.kind === 'analytic' && isTone(knob.name) ? { name: knob.name, amount: by } : [],
  )
  return tones.length
    ? ({ clean, noise }) => ({ clean: turnTones(clean, tones, colours, dims), noise })
    : null
}

function shift({ knob, by }: Turn, dims: NoiseDims, directions: Directions | undefined): Change | null {
  if (knob.kind !== 'direction') return null
  if (directions?.get(knob.id)?.space === 'h') return null
  const values = directionValues(directions, knob.id, dims)
  return ({ clean, noise }) => ({ clean: clean.map((value, i) => value + by * values[i]!), noise })
}
