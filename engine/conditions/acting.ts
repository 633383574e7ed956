import type { Conditions } from '#shared/conditions.ts'
import { actsIn } from '#shared/steer.ts'

/** The sketches, maps and regions that count in step `step` (from 1) of `of`; the image to begin from stays. */
export function actingConditions(conditions: Conditions, step: number, of: number): Conditions {
  const acts = ({ from, to, weight }: { from: number; to: number; weight: number }) =>
    actsIn({ from, to, amount: weight }, step, of)
  return {
    ...conditions,
    controls: conditions.controls.filter(acts),
    regions: conditions.regions.filter(acts),
  }
}
