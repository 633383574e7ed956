import { noConditions } from '#shared/conditions.ts'
import { noDice } from '#shared/dice.ts'
import type { Generation, Settings } from '#shared/generation.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { readingFor } from '#shared/prompt/settled-reading.ts'
import { randomSeed } from '#shared/seed.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { keysOf } from '../lib/dice-tray.ts'
import { controls, type Desk, ownOf, setDesk, useDesk } from '../stores/desk.ts'
import { asOne } from '../stores/desk-history.ts'
import { modelById } from '../stores/models.ts'
import { t } from '../strings.ts'

export type Part = 'all' | 'seed' | 'prompt' | 'remix' | 'size'

/** The settings as what differs from the model's own defaults, so that the rest follows the model. */
function givenOf(settings: Partial<Generation>, model: ModelCard | undefined): Desk['given'] {
  const given: Desk['given'] = {}
  for (const name of controls) {
    const value = settings[name]
    if (value !== undefined && !(model && value === ownOf(model, name))) given[name] = value
  }
  return given
}

/** What of a picture's settings goes onto the desk. `id` is the picture's: what is rolled from its settings comes from it. */
export function recalled(
  settings: Partial<Generation>,
  part: Part,
  model: ModelCard | undefined,
  desk: Desk,
  id: string | null = null,
): Partial<Desk> {
  const { prompt, negative, seed, variation, rng, knobs } = settings
  const { steer = [], conditions = noConditions, loras = [], refiner = null, past = [] } = settings
  const words = { prompt: prompt ?? desk.prompt, negative: negative ?? desk.negative, place: -1 }
  const dice =
    seed === undefined
      ? {}
      : {
          seed: String(seed),
          locked: true,
          around: variation?.strength ? { ...variation, held: true } : null,
          dice: settings.dice ?? noDice,
          // The same picture again at the next roll, until a die is unlocked.
          diceLocks: keysOf(settings.dice ?? noDice),
        }
  if (part === 'prompt') return { ...words, reading: readingIn(settings) }
  if (part === 'seed') return { ...dice, rng: rng ?? desk.rng }
  const given = givenOf(settings, model)
  if (part === 'size') {
    const { width: _w, height: _h, ...rest } = desk.given
    const { width, height } = given
    return { given: { ...rest, ...(width && { width }), ...(height && { height }) } }
  }
  const all = {
    ...words,
    given,
    knobs: knobs ?? {},
    steer,
    conditions,
    loras,
    refiner,
    past,
    parent: id,
    origin: id ? { settings: settings as Settings, step: null } : null,
    rng: rng ?? desk.rng,
    reading: readingIn(settings),
    ...(model && { model: model.id }),
  }
  return part === 'remix' ? { ...all, locked: false, around: null, past: [] } : { ...all, ...dice }
}

/** As the picture's words were read; as usual where any reading says the same. */
function readingIn(settings: Partial<Generation>): Desk['reading'] {
  const { prompt = '', negative = '', conditions = noConditions, past = [], reading } = settings
  return reading ? readingFor({ prompt, negative, conditions, past, reading }, usualReading) : usualReading
}

/** Puts settings onto the desk, as one change; returns what takes it back. `id`: of the picture, when the library has it. */
export function recall(
  settings: Partial<Generation>,
  modelId: string | null,
  part: Part,
  id: string | null = null,
): () => void {
  const before = useDesk.getState()
  const model = modelById(modelId) ?? modelById(before.model)
  asOne(t.undoing.recall[part], () => setDesk(recalled(settings, part, model, before, id)))
  return () => asOne(t.undoing.recallBack, () => setDesk(before))
}

/** The desk ready to roll neighbours of a picture. */
export function recallAround(settings: Settings, modelId: string, id: string): void {
  asOne(t.undoing.around, () => {
    recall(settings, modelId, 'all', id)
    const strength = settings.variation.strength || 0.3
    setDesk(({ count }) => ({
      around: { seed: randomSeed(), strength, held: false },
      locked: true,
      count: count === 1 ? 4 : count,
    }))
  })
}
