import { StudioError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import { idOf, unknownMessage } from '../nearest.ts'
import { samplerNames } from '../sampler-names.ts'
import { scheduleNames } from '../schedule-names.ts'
import type { AxisValue, Reader } from './axis-value.ts'
import { conditionReaders } from './condition-axes.ts'
import { knobReader, steerReader } from './knob-axes.ts'
import { spread, spreadSeeds } from './spread.ts'

export type Axis = { name: string; values: AxisValue[] }

const mostValues = 100

const set = (name: string, part: Partial<Generation>, label: string): AxisValue => ({
  label: `${name} ${label}`.trim(),
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
  seed: (text, name) => spreadSeeds(text).map(value => set(name, { seed: value }, String(value))),
  steps: numbers('steps'),
  guidance: numbers('guidance'),
  cfg: numbers('guidance'),
  width: numbers('width'),
  height: numbers('height'),
  model: text =>
    text.split(',').map(part => {
      if (!part.trim()) throw new StudioError('invalid-input', 'model= takes names of models: model=one,two')
      return { label: part.trim(), apply: to => to, model: part.trim() }
    }),
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
  ...conditionReaders,
}

/** Whose names go on after a dot. */
const families = { knob: knobReader, steer: steerReader }

/** What an axis may be, besides a model's own knobs and those beyond them. */
export const axisNames = Object.keys(readers)

/**
 * Reads `seed=1..4`, `knob.size=0.2,0.8`, `sampler=ddim,euler`, `replace=bird|owl` or `prompt=a fox|a hen`.
 * Errors: `invalid-input` with what was expected.
 */
export function readAxis(text: string): Axis {
  const [, name = '', said = ''] = /^([\w.-]+)=(.*)$/s.exec(text) ?? []
  const [, family, part = ''] = /^(knob|steer)\.(.+)$/.exec(name) ?? []
  const reader = family === undefined ? readers[name] : families[family as keyof typeof families](part)
  if (!reader)
    throw new StudioError(
      'invalid-input',
      `An axis is NAME=VALUES, its name one of ${axisNames.join(', ')}, knob.NAME or steer.NAME; not “${text.slice(0, 60)}”`,
    )
  const values = reader(said, name)
  if (values.length > mostValues)
    throw new StudioError(
      'invalid-input',
      `An axis has at most ${mostValues} values; ${name} has ${values.length}`,
    )
  return { name, values }
}
