import type { Conditions } from '#shared/conditions.ts'
import { t } from '../../strings.ts'

/** What steers, in a few words each; none for conditions that say nothing. */
export const saidOfConditions = ({ controls, regions, start }: Conditions): string[] => [
  ...(controls.length ? [t.canvas.chip.sketches(controls.length)] : []),
  ...(regions.length ? [t.canvas.chip.regions(regions.length)] : []),
  ...(start ? [start.mask ? t.canvas.chip.masked : t.canvas.chip.start] : []),
]
