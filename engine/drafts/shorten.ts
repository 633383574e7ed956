import type { Settings } from '#shared/generation.ts'

/**
 * The same way in `steps` steps. Windows are shares of the way and stay as they are; branches begin after the same
 * share of it, to the nearest whole step but not the last, so that what comes after them shows; one that no whole step is
 * left for goes.
 */
export function shorten(settings: Settings, steps: number): Settings {
  let before = 0
  const past = settings.past.flatMap(branch => {
    const until = Math.min(steps - 1, Math.round((branch.until * steps) / settings.steps))
    if (until <= before) return []
    before = until
    return [{ ...branch, until }]
  })
  return { ...settings, steps, past }
}
