import { pictureOrigin } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { generation } from '#shared/generation.ts'
import type { RestoredSettings } from '#shared/studio/pictures.ts'
import { pictureLimits } from './library/limits.ts'

export type Known = { installed: (model: string) => boolean; has: (id: string) => boolean }

/**
 * The settings in a PNG that someone dropped onto the window. Its pixels are never unpacked.
 * Errors: `invalid-input` for what is no PNG, is too large, or says nothing of its making.
 */
export function restoreSettings(name: string, png: Uint8Array, { installed, has }: Known): RestoredSettings {
  if (png.length === 0) throw new StudioError('invalid-input', `${name} is empty (0 bytes)`)
  if (png.length > pictureLimits.bytes)
    throw new StudioError('invalid-input', `${name} is larger than ${pictureLimits.bytes >> 20} MiB`)
  const origin = pictureOrigin(png, name)
  if (origin.kind === 'reroll') {
    const { settings, model, pixels } = origin.record
    return {
      source: 'reroll',
      generation: settings,
      model: model.id,
      modelInstalled: installed(model.id),
      id: has(pixels) ? pixels : null,
      warnings: installed(model.id) ? [] : [missing(model.id)],
    }
  }
  const { model = null, modelHash: _, ...settings } = origin.settings
  const { kept, warnings } = sensible(settings)
  const known = model !== null && installed(model)
  if (model && !known) warnings.push(missing(model))
  return { source: 'a1111', generation: kept, model, modelInstalled: known, id: null, warnings }
}

const missing = (model: string) => `The model ${model} is not installed here; the present one is kept`

/** Each value for itself: one out of range takes no other along. */
function sensible(settings: object): { kept: Partial<Generation>; warnings: string[] } {
  const kept: Record<string, unknown> = {}
  const warnings: string[] = []
  const shape: Record<string, (typeof generation.shape)[keyof typeof generation.shape]> = generation.shape
  for (const [key, value] of Object.entries(settings)) {
    const parsed = shape[key]?.safeParse(value)
    if (parsed?.success) kept[key] = parsed.data
    else warnings.push(`Its ${key} was left out: ${parsed?.error.issues[0]?.message ?? 'not known here'}`)
  }
  return { kept, warnings }
}
