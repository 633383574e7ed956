import { join } from 'node:path'
import { type Library, openLibrary } from '#main/studio/library/open-library.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'

export type Opened = Library & { problems: string[]; changes: PictureChange[] }

/** A library in a scratch folder, looked through once. */
export async function opened(root: string, folder = join(root, 'pictures')): Promise<Opened> {
  const problems: string[] = []
  const changes: PictureChange[] = []
  const library = await openLibrary({
    folder,
    cache: join(root, 'cache'),
    onProblem: sentence => problems.push(sentence),
  })
  library.watch(change => changes.push(change))
  await library.catchUp()
  return Object.assign(library, { problems, changes })
}

export const all = (library: Library, filter: object = {}) =>
  library.range({ offset: 0, limit: 1000, filter })
