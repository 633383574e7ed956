import type { ExifTexts } from './exif.ts'

/** What a file says besides its pixels; sizes are 0 where it does not tell. */
export type Container = {
  width: number
  height: number
  /** By PNG keyword; `exif:TAG` for tags, `xmp` for the packet, `comment` for a JPEG's comment. */
  texts: Map<string, string>
}

export function addExif(texts: Map<string, string>, found: ExifTexts): void {
  for (const [tag, text] of Object.entries(found))
    if (!texts.has(`exif:${tag}`)) texts.set(`exif:${tag}`, text)
}
