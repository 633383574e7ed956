import { type Conditions, noConditions } from '#shared/conditions.ts'

const partNames = ['none', 'sketches', 'regions', 'start', 'all'] as const
export type PartName = (typeof partNames)[number]

/**
 * What a drawing tells, taken apart: nothing, each kind that it has by itself, and all together. A single kind is shown
 * as `all` alone; empty when nothing is told.
 */
export function partsOf(conditions: Conditions): { name: PartName; conditions: Conditions }[] {
  const kinds = [
    { name: 'sketches', conditions: { ...noConditions, controls: conditions.controls } },
    { name: 'regions', conditions: { ...noConditions, regions: conditions.regions } },
    { name: 'start', conditions: { ...noConditions, start: conditions.start } },
  ] satisfies { name: PartName; conditions: Conditions }[]
  const told = kinds.filter(
    ({ conditions: { controls, regions, start } }) => controls.length || regions.length || start,
  )
  if (!told.length) return []
  return [
    { name: 'none', conditions: noConditions },
    ...(told.length > 1 ? told : []),
    { name: 'all', conditions },
  ]
}
