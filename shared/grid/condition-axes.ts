import type { Conditions } from '../conditions.ts'
import { StudioError } from '../errors.ts'
import type { Reader } from './axis-value.ts'
import { spread } from './spread.ts'

type Change = (conditions: Conditions, value: number) => Conditions | null

const changing =
  (label: string, missing: string, change: Change): Reader =>
  (text, name) =>
    spread(text, name).map(value => ({
      label: `${label} ${value}`,
      apply: to => {
        const conditions = change(to.conditions, value)
        if (!conditions) throw new StudioError('invalid-input', `${name}: ${missing}`)
        return { ...to, conditions }
      },
    }))

/** How strongly sketches, regions and the picture to begin from hold. */
export const conditionReaders: Record<string, Reader> = {
  start: changing('drawn anew', 'there is no picture to begin from', (said, strength) =>
    said.start ? { ...said, start: { ...said.start, strength } } : null,
  ),
  control: changing('sketch', 'there is no sketch and no map', (said, weight) =>
    said.controls.length ? { ...said, controls: said.controls.map(one => ({ ...one, weight })) } : null,
  ),
  region: changing('regions', 'there are no regions', (said, weight) =>
    said.regions.length ? { ...said, regions: said.regions.map(one => ({ ...one, weight })) } : null,
  ),
}
