import { StudioError } from '#shared/errors.ts'
import type { NearestDrawings } from '#shared/studio/meaning.ts'
import type { Library } from '../library/open-library.ts'
import type { SearchOptions } from '../meaning/search.ts'
import { nearestDrawings } from './nearest.ts'
import { readDrawings } from './read-drawings.ts'

const most = 6

/**
 * Which of the drawings that its model was taught with a picture is near to, by the model's own scorer; null where the model
 * is away or brings none. `folderOf` errs with `invalid-input` for a model that is not there.
 */
export function nearTo({ call, device }: SearchOptions, folderOf: (model: string) => Promise<string>) {
  return async (library: Library, id: string, signal: AbortSignal): Promise<NearestDrawings | null> => {
    const { record } = await library.get(id)
    const folder = record && (await folderOf(record.model.id).catch(goneIsNull))
    const drawings = folder ? await readDrawings(folder) : null
    if (!folder || !drawings) return null
    const images = [await library.pngOf(id)]
    const seen = await call('score.embed', { folder, device: device(), images }, { signal })
    if (seen.width !== drawings.width)
      throw new StudioError(
        'model-broken',
        `The drawings of ${record.model.id} are not of its scorer: install the model again`,
      )
    return { of: drawings.drawings.length, drawings: nearestDrawings(drawings, seen.images, most) }
  }
}

function goneIsNull(error: unknown): null {
  if (error instanceof StudioError && error.code === 'invalid-input') return null
  throw error
}
