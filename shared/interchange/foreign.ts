import type { Dice } from '../dice.ts'
import type { RngKind } from '../rng-kinds.ts'
import type { Seed } from '../seed.ts'

/** What a file says that settings cannot hold, and why in a sentence. */
export type Unmapped = { name: string; value: string; why: string }

/** `words`: the strength on the text encoders, where it is another. */
export type Lora = { name: string; weight: number | null; hash: string | null; words?: number | null }

/** The settings of a picture as another program tells them, in its own words; null is what it does not tell. */
export type Foreign = {
  program: string
  /** Of the program. */
  version: string | null
  prompt: string
  negativePrompt: string
  seed: Seed | null
  steps: number | null
  guidanceScale: number | null
  /** As the program calls them. */
  sampler: string | null
  schedule: string | null
  width: number | null
  height: number | null
  model: { name: string | null; hash: string | null }
  loras: Lora[]
  /** A second model that goes on after a share of the way, as the program calls it. */
  refiner: { model: string; at: number } | null
  /** Whose random numbers the first noise is made of. */
  rngKind: RngKind | null
  clipSkip: number | null
  /** Of drawing from another picture. */
  denoisingStrength: number | null
  variation: { seed: Seed; strength: number } | null
  /** Only Reroll's own text tells. */
  dice: Dice | null
  unmapped: Unmapped[]
}

/** Says only what it is given. */
export const foreign = (program: string, told: Partial<Foreign>): Foreign => ({
  version: null,
  prompt: '',
  negativePrompt: '',
  seed: null,
  steps: null,
  guidanceScale: null,
  sampler: null,
  schedule: null,
  width: null,
  height: null,
  model: { name: null, hash: null },
  loras: [],
  refiner: null,
  rngKind: null,
  clipSkip: null,
  denoisingStrength: null,
  variation: null,
  dice: null,
  unmapped: [],
  ...told,
  program,
})

export type Texts = ReadonlyMap<string, string>

/** A program whose pictures can be read. */
export type Program = {
  id: string
  /** As people know it. */
  name: string
  recognises: (texts: Texts) => boolean
  /** Null when what it recognised makes no sense after all. */
  read: (texts: Texts) => Foreign | null
}
