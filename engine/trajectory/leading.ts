import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { settledReading } from '#shared/prompt/settled-reading.ts'
import { canonical, same } from '#shared/same.ts'
import { actsIn } from '#shared/steer.ts'
import type { Latent } from '../sampling/sampler.ts'
import type { Circumstances, Trajectory } from './trajectory.ts'

/** Everything of the settings that has a say in step `step`. */
function inForce(settings: Settings, step: number): string {
  const { past: _, parent: __, ...now } = settingsAt(settings, step)
  return canonical({
    ...now,
    // A reading that makes no difference to this step's words is none.
    reading: settledReading({ ...now, past: [] }).reading,
    conditions: { ...now.conditions, drawing: null },
    steer: now.steer.filter(knob => actsIn(knob, step, settings.steps)),
  })
}

/** The first step, from 1, for which the two are not the same; steps + 1 when none. */
export function firstDifference(a: Settings, b: Settings): number {
  if (a.steps !== b.steps) return 1
  let step = 1
  while (step <= a.steps && inForce(a, step) === inForce(b, step)) step++
  return step
}

/** Why nothing of a way can be taken for a picture that is to be drawn like this; null when its beginning can. */
export function obstacleTo(way: Circumstances, wanted: Circumstances): string | null {
  if (way.model.hash !== wanted.model.hash) return 'it was made with another model'
  if (way.device !== wanted.device) return `it was made on ${way.device}, this is ${wanted.device}`
  if (!same(way.versions, wanted.versions)) return 'it was made by another version'
  if (way.threads !== wanted.threads)
    return `it was made with ${way.threads} threads, this runs with ${wanted.threads}, which may round otherwise`
  if (way.dims.join() !== wanted.dims.join()) return 'it is of another size'
  if (firstDifference(way.settings, wanted.settings) === 1) return 'not even the first step is the same'
  return null
}

/** The predictions of a way that drawing `wanted` would make too, bit for bit: those before the first difference. */
export function leadingPredictions(way: Trajectory, wanted: Circumstances): Latent[] {
  if (obstacleTo(way, wanted)) return []
  const until = firstDifference(way.settings, wanted.settings)
  const end = way.predictions.findIndex(({ step }) => step >= until)
  return (end < 0 ? way.predictions : way.predictions.slice(0, end)).map(({ denoised }) => denoised)
}
