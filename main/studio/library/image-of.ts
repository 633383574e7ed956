import { readFile } from 'node:fs/promises'
import { kindOfPicture } from '#shared/pictures/picture-texts.ts'
import { pictureKinds } from './endings.ts'
import { thumbnailSide } from './limits.ts'
import type { Library } from './open-library.ts'

/** Bytes and media type of a picture, its thumbnail where no more than that is wanted across; null where there is none. */
export async function imageOf(library: Pick<Library, 'thumbnail' | 'fileOf'>, id: string, width?: number) {
  const small = width !== undefined && width <= thumbnailSide
  try {
    const file = small ? await library.thumbnail(id) : library.fileOf(id)
    const bytes = await readFile(file)
    return { bytes, type: pictureKinds[kindOfPicture(bytes) ?? 'png'].type }
  } catch {
    // Gone, damaged, or never there: to whoever wanted to show it that is all the same.
    return null
  }
}
