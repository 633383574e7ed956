import type { PictureFilter } from '#shared/studio/pictures.ts'
import type { Library } from '../library/open-library.ts'

const atOnce = 1000

/** Every picture that a filter lets pass, newest first. */
export function idsOf(library: Library, filter: PictureFilter): string[] {
  const ids: string[] = []
  for (;;) {
    const { total, pictures } = library.range({ offset: ids.length, limit: atOnce, filter })
    ids.push(...pictures.map(({ id }) => id))
    if (!pictures.length || ids.length >= total) return ids
  }
}
