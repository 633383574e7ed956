import { pictureOrigin } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import type { Unmapped } from '#shared/interchange/foreign.ts'
import { sentenceOf } from '#shared/interchange/sentence-of.ts'
import type { RestoredSettings } from '#shared/studio/pictures.ts'
import { pictureLimits } from './library/limits.ts'
import { type Here, usable } from './what-is-here.ts'

export type Known = { here: Here; has: (id: string) => boolean }

/**
 * The settings in a picture that someone dropped onto the window. Its pixels are never unpacked.
 * Errors: `invalid-input` for what is no PNG, JPEG or WebP, is too large, or says nothing of its making.
 */
export function restoreSettings(name: string, png: Uint8Array, { here, has }: Known): RestoredSettings {
  if (png.length === 0) throw new StudioError('invalid-input', `${name} is empty (0 bytes)`)
  if (png.length > pictureLimits.bytes)
    throw new StudioError('invalid-input', `${name} is larger than ${pictureLimits.bytes >> 20} MiB`)
  const { model: installed } = here
  const origin = pictureOrigin(png, name)
  if (origin.kind === 'reroll') {
    const { settings, model, pixels } = origin.record
    return {
      source: 'reroll',
      generation: settings,
      model: model.id,
      modelInstalled: installed(model.id),
      id: has(pixels) ? pixels : null,
      absent: [],
      warnings: installed(model.id) ? [] : [missing(model.id)],
    }
  }
  const { foreign, unmapped } = origin
  const { settings, unmapped: missed } = usable(origin.settings, here)
  const model = foreign.model.name
  const known = model !== null && installed(model)
  const warnings = [...shortened(unmapped), ...(model && !known ? [missing(model)] : [])]
  return {
    source: foreign.program,
    generation: settings,
    model,
    modelInstalled: known,
    id: null,
    absent: missed.map(absence),
    warnings,
  }
}

const missing = (model: string) => `The model ${model} is not installed here; the present one is kept`

const places: Record<string, string> = {
  lora: 'put its file into one of the folders of LoRAs (settings, Drawing) and drop the picture again',
  refiner: 'add the model and drop the picture again',
}
/** What the picture was drawn with and could be again. */
const absence = ({ name, value }: Unmapped) =>
  `Its ${name === 'lora' ? 'LoRA' : name} ${value} is not here and was left out; ${places[name]}`

/** So many are told in full; who wants them all asks `reroll library info`. */
const atMost = 3

function shortened(unmapped: readonly Unmapped[]): string[] {
  const told = unmapped.slice(0, atMost).map(entry => `Left out: ${sentenceOf(entry)}.`)
  const rest = unmapped.slice(atMost).map(({ name }) => name)
  return rest.length ? [...told, `Left out too: ${rest.slice(0, 12).join(', ')}.`] : told
}
