import { type Generation, plain, type Settings } from '#shared/generation.ts'
import { branchOff, differing, settingsAt } from '#shared/moments.ts'
import { same } from '#shared/same.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import type { Desk } from './desk.ts'

/** What a branch cannot change on the way. */
export const branchKeeps = ['steps', 'schedule', 'width', 'height', 'rng', 'vae'] as const

const saysSame = (a: Settings, b: Settings) => same({ ...a, parent: null }, { ...b, parent: null })

/** Which of the desk's settings keep it from branching off from the picture that it came from. */
export function branchObstacles(
  { origin, given, rng }: Pick<Desk, 'origin' | 'given' | 'rng'>,
  defaults: ModelCard['defaults'],
): (typeof branchKeeps)[number][] {
  if (!origin?.step) return []
  const own = { vae: plain.vae, ...defaults, ...given, rng }
  return branchKeeps.filter(name => own[name] !== origin.settings[name])
}

/**
 * What is on the desk as the child of the picture that it came from: with a step, it shares the picture's way until
 * then; either way it names its parent, unless it is the very same picture again.
 */
export function asChild(
  generation: Generation,
  { parent, origin }: Pick<Desk, 'parent' | 'origin'>,
  defaults: ModelCard['defaults'] | undefined,
): Generation {
  if (!origin) return { ...generation, parent }
  const full = { ...defaults, ...generation } as Settings
  const { settings, step } = origin
  const child = step
    ? branchOff(settings, step, differing(full, settingsAt(settings, step + 1)), parent)
    : full
  return { ...(step ? child : generation), parent: saysSame(child, settings) ? settings.parent : parent }
}
