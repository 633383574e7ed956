import { analyticKnobs, type Steering } from '#shared/steer.ts'
import { signed, stepsWithin } from '../lib/amount.ts'
import { directionName } from '../stores/knob-shelf.ts'
import { t } from '../strings.ts'

/** The knobs that were turned beyond the model's own: what each is called, how far, and in which steps if not in all. */
export const knobFacts = (steer: readonly Steering[], steps: number): [label: string, value: string][] =>
  steer
    .filter(({ amount }) => amount !== 0)
    .map(knob => [nameOf(knob), [signed(knob.amount), ...windowOf(knob, steps)].join(' · ')])

function nameOf(knob: Steering): string {
  if (knob.kind === 'words') return `${knob.less} | ${knob.more}`
  return knob.kind === 'analytic' ? analyticKnobs[knob.name].label : directionName(knob.id)
}

function windowOf({ from, to }: Steering, steps: number): string[] {
  if (from <= 0 && to >= 1) return []
  const within = stepsWithin(from, to, steps)
  return [within ? t.steering.steps(within[0], within[1], steps) : t.steering.noSteps]
}
