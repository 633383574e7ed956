import { create } from 'zustand'
import type { Conditions } from '#shared/conditions.ts'
import type { Dice } from '#shared/dice.ts'
import { type Past, plain, type Settings } from '#shared/generation.ts'
import type { Lora } from '#shared/loras.ts'
import { type Reading, usualReading } from '#shared/prompt/reading.ts'
import type { Refiner } from '#shared/refiner.ts'
import type { RngKind } from '#shared/rng-kinds.ts'
import type { Seed } from '#shared/seed.ts'
import { randomSeed } from '#shared/seed.ts'
import type { Steering } from '#shared/steer.ts'
import type { ModelCard } from '#shared/studio/models.ts'

export const controls = ['steps', 'guidance', 'sampler', 'schedule', 'width', 'height', 'vae'] as const
export type Control = (typeof controls)[number]
/** What a control that is not given stands for. */
export const ownOf = (model: Pick<ModelCard, 'defaults'>, control: Control): string | number =>
  control === 'vae' ? plain.vae : model.defaults[control]
export const counts = [1, 4, 9, 16] as const
export type Count = (typeof counts)[number]
/** `held` keeps the variation seed over the next roll, to draw the very same picture again. */
export type Around = { seed: Seed; strength: number; held: boolean }

/**
 * The picture whose settings came onto the desk. With a step, what is rolled branches off from it: its first `step`
 * steps are the picture's own.
 */
type Origin = { settings: Settings; step: number | null }

/** What is on the desk, not rolled yet. A control that is absent takes the model's default. */
export type Desk = {
  prompt: string
  negative: string
  model: string | null
  given: Partial<Record<Control, string | number>>
  rng: RngKind
  /** What the signs in the words mean. */
  reading: Reading
  knobs: Record<string, number | string>
  dice: Dice
  /** Dice that keep their seed over the next roll, by the names of `lib/dice-tray.ts`. */
  diceLocks: string[]
  /** Knobs beyond the model's own, in the order in which they act. */
  steer: Steering[]
  /** Sketches, regions and the image to begin from. */
  conditions: Conditions
  /** Laid on the model, in this order. */
  loras: Lora[]
  /** Draws the end of the picture, where the model takes one. */
  refiner: Refiner | null
  /** The settings of earlier steps, as a recalled branch has them. */
  past: Past[]
  /** The picture that what is rolled comes from. */
  parent: string | null
  origin: Origin | null
  seed: string
  locked: boolean
  count: Count
  /** Pictures near the seed, each with a variation seed of its own; null when off. */
  around: Around | null
  /** Earlier prompts, newest first, and where in them the prompt is; -1 is the unsent one. */
  history: string[]
  place: number
  unsent: string
}

export const useDesk = create<Desk>(() => ({
  prompt: '',
  negative: '',
  model: null,
  given: {},
  rng: 'cpu',
  knobs: {},
  dice: plain.dice,
  steer: plain.steer,
  conditions: plain.conditions,
  loras: plain.loras,
  refiner: plain.refiner,
  past: plain.past,
  parent: plain.parent,
  reading: usualReading,
  diceLocks: [],
  origin: null,
  seed: String(randomSeed()),
  locked: false,
  count: 1,
  around: null,
  history: [],
  place: -1,
  unsent: '',
}))

export const setDesk = useDesk.setState

export const setPrompt = (prompt: string): void => setDesk({ prompt, place: -1 })

export const give = (control: Control, value: string | number | undefined): void =>
  setDesk(({ given }) => {
    const { [control]: _, ...rest } = given
    return { given: value === undefined ? rest : { ...rest, [control]: value } }
  })

export const giveKnob = (name: string, value: number | string | undefined): void =>
  setDesk(({ knobs }) => {
    const { [name]: _, ...rest } = knobs
    return { knobs: value === undefined ? rest : { ...rest, [name]: value } }
  })

/** Another model: its own defaults again, its own knobs. Words, dice and seed stay. */
export const chooseModel = (model: string): void => {
  if (useDesk.getState().model !== model)
    setDesk(({ steer }) => ({
      model,
      given: {},
      knobs: {},
      steer: steer.filter(({ kind }) => kind !== 'direction'),
      past: [],
      origin: null,
    }))
}
