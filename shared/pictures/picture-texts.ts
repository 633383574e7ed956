import { type Inflate, isPng } from '../png/chunks.ts'
import type { Container } from './container.ts'
import { isJpeg, readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { isWebp, readWebp } from './webp.ts'

export type PictureKind = 'png' | 'jpeg' | 'webp'
export type PictureTexts = Container & { kind: PictureKind }

const containers: Record<
  PictureKind,
  { is: (bytes: Uint8Array) => boolean; read: (bytes: Uint8Array, inflate?: Inflate) => Container }
> = {
  png: { is: isPng, read: readPng },
  jpeg: { is: isJpeg, read: readJpeg },
  webp: { is: isWebp, read: readWebp },
}

/** Which of the three a file is, by its first bytes. */
export const kindOfPicture = (bytes: Uint8Array): PictureKind | null =>
  (Object.entries(containers).find(([, { is }]) => is(bytes))?.[0] as PictureKind | undefined) ?? null

/** Null for what is none of the three. Damaged files give what comes before the damage. */
export function readPictureTexts(bytes: Uint8Array, inflate?: Inflate): PictureTexts | null {
  for (const [kind, { is, read }] of Object.entries(containers))
    if (is(bytes)) return { kind: kind as PictureKind, ...read(bytes, inflate) }
  return null
}
