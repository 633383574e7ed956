import { extname } from 'node:path'
import type { PictureKind } from '#shared/pictures/picture-texts.ts'

/** What files of each kind are called, the usual ending first; and what a browser calls them. */
export const pictureKinds: Record<PictureKind, { endings: readonly string[]; type: string }> = {
  png: { endings: ['.png'], type: 'image/png' },
  jpeg: { endings: ['.jpg', '.jpeg'], type: 'image/jpeg' },
  webp: { endings: ['.webp'], type: 'image/webp' },
}

const usual = new Map(
  Object.values(pictureKinds).flatMap(({ endings }) => endings.map(ending => [ending, endings[0]!])),
)

/** The ending that a picture of this name gets in the library. */
export const usualEnding = (name: string): string => usual.get(extname(name).toLowerCase()) ?? '.png'

export const isPictureName = (name: string): boolean => usual.has(extname(name).toLowerCase())

/** Whether a file of this name says what a person thinks of a picture. */
export const isSidecarName = (name: string): boolean =>
  /\.json$/i.test(name) && isPictureName(name.slice(0, -5))
