import { generation, limits, type Settings } from '../generation.ts'
import { type Lora, lora, loraLimits } from '../loras.ts'
import { clipSkip as limitsOfSkip } from '../prompt/reading.ts'
import { unmapped } from './fields.ts'
import type { Foreign, Unmapped } from './foreign.ts'
import { withoutLoraTags } from './lora-tags.ts'
import { readingOf, styleOf } from './reading-of.ts'
import { samplingOf } from './sampling.ts'
import { whyNot } from './why-not.ts'

type Mapped =
  | 'prompt'
  | 'negative'
  | 'seed'
  | 'variation'
  | 'steps'
  | 'guidance'
  | 'sampler'
  | 'schedule'
  | 'width'
  | 'height'
  | 'rng'
  | 'reading'
  | 'dice'
  | 'loras'
  | 'refiner'

/** What of another program's settings Reroll can take; what is not told is absent. */
export type MappedSettings = Partial<Pick<Settings, Mapped>>
export type Translation = { settings: MappedSettings; unmapped: Unmapped[] }

/** Another program's settings as ours, and everything that cannot come along, with a reason. */
export function toSettings(picture: Foreign): Translation {
  const { sampler, schedule, unmapped: sampling } = samplingOf(picture)
  const { loras, unmapped: beside } = lorasOf(picture)
  const wished: Record<string, unknown> = {
    prompt: withoutLoraTags(picture.prompt),
    negative: withoutLoraTags(picture.negativePrompt),
    seed: picture.seed,
    // A text with a seed and no variation says that there was none.
    variation: picture.variation ?? (picture.seed === null ? null : { seed: 0, strength: 0 }),
    steps: picture.steps,
    guidance: picture.guidanceScale,
    sampler,
    schedule,
    width: picture.width,
    height: picture.height,
    rng: picture.rngKind,
    reading: readingOf(picture),
    dice: picture.dice,
    loras: loras.length ? loras : null,
    // At its end there is nothing left for another model.
    refiner: picture.refiner && picture.refiner.at < 1 ? picture.refiner : null,
  }
  const settings: Record<string, unknown> = {}
  const odd: Unmapped[] = []
  for (const [name, value] of Object.entries(wished)) {
    if (value === null || value === undefined) continue
    const parsed = generation.shape[name as Mapped].safeParse(value)
    // Each value for itself: one out of range takes no other along.
    if (parsed.success) settings[name] = parsed.data
    else odd.push(unmapped(name, value, parsed.error.issues[0]?.message ?? 'not known here'))
  }
  return {
    settings: settings as MappedSettings,
    unmapped: [...odd, ...sampling, ...beside, ...beyond(picture), ...picture.unmapped],
  }
}

/** Those that can be laid on, each for itself, by the names of their files. */
function lorasOf({ loras }: Foreign): { loras: Lora[]; unmapped: Unmapped[] } {
  const taken: Lora[] = []
  const left: Unmapped[] = []
  for (const { name, weight, words } of loras) {
    const strengths = { strength: weight, ...(words !== undefined && { clipStrength: words }) }
    const parsed = lora.safeParse({ name, ...strengths })
    const why =
      weight === null
        ? 'how strong it is, is not told'
        : taken.length === loraLimits.most
          ? `at most ${loraLimits.most} LoRAs at once`
          : parsed.error?.issues[0]?.message
    if (why === undefined) taken.push(parsed.data!)
    else left.push(unmapped('lora', weight === null ? name : `${name}: ${weight}`, why))
  }
  return { loras: taken, unmapped: left }
}

/** Emphasis as people type it: `(word:1.3)`; NovelAI's `{word}` and `1.3::word::`. */
const weights: Readonly<Record<string, RegExp>> = {
  novelai: /\{[^{}]{1,100}\}|-?\d(\.\d+)?::/,
  invokeai: /[\w)]([+]{1,9}|-{2,9})(?=[\s,.)]|$)|\)\d\.\d+/,
  others: /\([^():]{1,100}:\s?-?\d*\.?\d+\s?\)/,
}

/** What every program may tell and Reroll has no place for. */
function beyond({ clipSkip, denoisingStrength, prompt, program, seed, rngKind }: Foreign): Unmapped[] {
  const found: Unmapped[] = []
  if (clipSkip !== null && clipSkip > limitsOfSkip.max)
    found.push(unmapped('clip skip', clipSkip, whyNot('clip skip')))
  if (denoisingStrength !== null && denoisingStrength < 1)
    found.push(unmapped('denoising strength', denoisingStrength, whyNot('denoising strength')))
  const [shown] = (weights[program] ?? weights.others!).exec(prompt.slice(0, limits.promptCharacters)) ?? []
  if (shown && !styleOf[program])
    found.push(unmapped('weights', shown, 'Reroll reads weights in a prompt as plain words'))
  if (seed !== null && rngKind === null)
    found.push(unmapped('rng', 'not told', "whose random numbers a seed means: torch's on the CPU are taken"))
  return found
}
