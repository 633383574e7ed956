import { StudioError } from '../errors.ts'
import { type AnalyticKnob, analyticKnobs, type Steering } from '../steer.ts'
import type { Reader } from './axis-value.ts'
import { spread } from './spread.ts'

/** One of a model's own knobs: numbers, or choices by their names. */
export const knobReader =
  (knob: string): Reader =>
  text => {
    const isNumber = /^[\d.,\s:/-]+$/.test(text)
    const values: (number | string)[] = isNumber
      ? spread(text, `knob.${knob}`)
      : text.split(',').map(part => part.trim())
    return values.map(value => ({
      label: `${knob} ${value}`,
      apply: to => ({ ...to, knobs: { ...to.knobs, [knob]: value } }),
    }))
  }

/** A knob that every model has, by its name; or the n-th that is turned beyond the model's own, counted from 1. */
export const steerReader = (which: string): Reader => {
  if (Object.hasOwn(analyticKnobs, which)) return (text, name) => byName(text, name, which as AnalyticKnob)
  const place = /^\d{1,2}$/.test(which) ? Number(which) - 1 : -1
  if (place < 0)
    throw new StudioError(
      'invalid-input',
      `steer.${which} is no knob: it is one of ${Object.keys(analyticKnobs).join(', ')}, or a number`,
    )
  return (text, name) =>
    spread(text, name).map(amount => ({
      label: `knob ${place + 1} at ${amount}`,
      apply: to => {
        if (!to.steer[place])
          throw new StudioError(
            'invalid-input',
            `${name}: only ${to.steer.length} knobs are turned beyond the model's own`,
          )
        return { ...to, steer: to.steer.map((one, i) => (i === place ? { ...one, amount } : one)) }
      },
    }))
}

const byName: (text: string, name: string, knob: AnalyticKnob) => ReturnType<Reader> = (text, name, knob) =>
  spread(text, name).map(amount => ({
    label: `${analyticKnobs[knob].label.toLowerCase()} ${amount}`,
    apply: to => {
      const isIt = (one: Steering) => one.kind === 'analytic' && one.name === knob
      const { from, to: end } = analyticKnobs[knob]
      const turned: Steering = { kind: 'analytic', name: knob, amount, from, to: end }
      return {
        ...to,
        steer: to.steer.some(isIt)
          ? to.steer.map(one => (isIt(one) ? { ...one, amount } : one))
          : [...to.steer, turned],
      }
    },
  }))
