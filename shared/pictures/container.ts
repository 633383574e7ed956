import type { ExifTexts } from './exif.ts'

/** What a file says besides its pixels; sizes are 0 where it does not tell. */
export type Container = {
  width: number
  height: number
  /** By PNG keyword; `exif:TAG` for tags, `xmp` for the packet, `comment` for a JPEG's comment. */
  texts: Map<string, string>
  /** How a JPEG or WebP is to be turned, by its EXIF; see `turned`. */
  orientation?: number | undefined
  /** Why its pixels are not for us, however whole it is: half a sentence. */
  problem?: string | undefined
}

export function addExif(texts: Map<string, string>, found: ExifTexts): void {
  for (const [tag, text] of Object.entries(found))
    if (!texts.has(`exif:${tag}`)) texts.set(`exif:${tag}`, text)
}
