import { type Generation, plain, type Settings } from '#shared/generation.ts'
import { actingLoras, clipOf, type Lora } from '#shared/loras.ts'
import { branchOff, differing, settingsAt } from '#shared/moments.ts'
import { readingMatters } from '#shared/prompt/settled-reading.ts'
import { same } from '#shared/same.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import type { Desk } from './desk.ts'

/** What a branch cannot change on the way. */
export const branchKeeps = ['steps', 'schedule', 'width', 'height', 'rng', 'vae'] as const

const saysSame = (a: Settings, b: Settings) => same({ ...a, parent: null }, { ...b, parent: null })

/** What a LoRA does, whichever file it is. */
const told = (loras: readonly Lora[]) => actingLoras(loras).map(one => [one.name, one.strength, clipOf(one)])

/** What a refiner does, whichever files it is made of. */
const goesOn = (refiner: Desk['refiner'] | undefined) => (refiner ? [refiner.model, refiner.at] : null)

/** Which of the desk's settings keep it from branching off from the picture that it came from. */
export function branchObstacles(
  { origin, given, rng, loras, refiner }: Pick<Desk, 'origin' | 'given' | 'rng' | 'loras' | 'refiner'>,
  defaults: ModelCard['defaults'],
): ((typeof branchKeeps)[number] | 'loras' | 'refiner')[] {
  if (!origin?.step) return []
  const own = { vae: plain.vae, ...defaults, ...given, rng }
  const changed = branchKeeps.filter(name => own[name] !== origin.settings[name])
  const { settings } = origin
  return [
    ...changed,
    ...(same(told(loras), told(settings.loras ?? [])) ? [] : ['loras' as const]),
    ...(same(goesOn(refiner), goesOn(settings.refiner)) ? [] : ['refiner' as const]),
  ]
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
  const child: Settings = step
    ? branchOff(settings, step, differing(full, settingsAt(settings, step + 1)), parent)
    : full
  // A branch is read as the picture's own words were; where those say nothing of it, as it asks.
  if (step && !readingMatters(settings)) child.reading = full.reading
  return { ...(step ? child : generation), parent: saysSame(child, settings) ? settings.parent : parent }
}
