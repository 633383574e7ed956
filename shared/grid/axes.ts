import { StudioError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import { idOf, unknownMessage } from '../nearest.ts'
import { samplerNames } from '../sampler-names.ts'
import { scheduleNames } from '../schedule-names.ts'
import { spread } from './spread.ts'

/** One value of an axis: what is written beside its row or column, and what it makes of settings. */
export type AxisValue = { label: string; apply: (to: Generation) => Generation }
export type Axis = { name: string; values: AxisValue[] }

export const mostValues = 100

type Reader = (text: string, name: string) => AxisValue[]

const set = (name: string, part: Partial<Generation>, label: string): AxisValue => ({
  label: `${name} ${label}`,
  apply: to => ({ ...to, ...part }),
})
const numbers =
  (key: 'steps' | 'guidance' | 'width' | 'height'): Reader =>
  (text, name) =>
    spread(text, name).map(value => set(name, { [key]: value }, String(value)))
const named =
  (key: 'sampler' | 'schedule', names: Record<string, string>): Reader =>
  (text, name) =>
    text.split(',').map(part => {
      const id = idOf(part.trim(), names)
      if (!id) throw new StudioError('invalid-input', unknownMessage(name, part.trim(), Object.keys(names)))
      return set('', { [key]: id }, names[id]!)
    })

/** Values of words are parted by |, since words have commas. */
const alternatives = (text: string) => text.split('|').map(part => part.trim())

const readers: Record<string, Reader> = {
  seed: (text, name) =>
    text.includes('..')
      ? spread(text, name).map(value => set(name, { seed: value }, String(value)))
      : text.split(',').map(part => {
          if (!/^\s*\d{1,20}\s*$/.test(part))
            throw new StudioError('invalid-input', `${part.trim()} is no seed`)
          return set(name, { seed: part.trim() }, part.trim())
        }),
  steps: numbers('steps'),
  guidance: numbers('guidance'),
  cfg: numbers('guidance'),
  width: numbers('width'),
  height: numbers('height'),
  sampler: named('sampler', samplerNames),
  schedule: named('schedule', scheduleNames),
  prompt: text => alternatives(text).map(part => set('', { prompt: part }, part || 'without words')),
  negative: text => alternatives(text).map(part => set('without', { negative: part }, part || 'nothing')),
  replace: text => {
    const [first, ...others] = alternatives(text)
    if (!first || !others.length)
      throw new StudioError(
        'invalid-input',
        'replace= takes words and what to put in their place: bird|owl|fox',
      )
    return [first, ...others].map(part => ({
      label: part || `without ${first}`,
      apply: to => ({ ...to, prompt: to.prompt.replaceAll(first, part).replace(/ {2,}/g, ' ').trim() }),
    }))
  },
  strength: (text, name) =>
    spread(text, name).map(value => ({
      label: `variation ${value}`,
      apply: to => ({ ...to, variation: { ...to.variation, strength: value } }),
    })),
}

/** What an axis may be, besides a model's own knobs. */
export const axisNames = Object.keys(readers)

/**
 * Reads `seed=1..4`, `knob.size=0.2,0.8`, `sampler=ddim,euler`, `replace=bird|owl` or `prompt=a fox|a hen`.
 * Errors: `invalid-input` with what was expected.
 */
export function readAxis(text: string): Axis {
  const [, name = '', said = ''] = /^([\w.-]+)=(.*)$/s.exec(text) ?? []
  const knob = /^knob\.(.+)$/.exec(name)?.[1]
  const reader = knob === undefined ? readers[name] : knobReader(knob)
  if (!reader)
    throw new StudioError(
      'invalid-input',
      `An axis is NAME=VALUES, its name one of ${axisNames.join(', ')} or knob.NAME; not “${text.slice(0, 60)}”`,
    )
  const values = reader(said, name)
  if (values.length > mostValues)
    throw new StudioError(
      'invalid-input',
      `An axis has at most ${mostValues} values; ${name} has ${values.length}`,
    )
  return { name, values }
}

const knobReader =
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
