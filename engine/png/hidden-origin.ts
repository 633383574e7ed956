import { gunzipSync } from 'node:zlib'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { readStealth } from '#shared/interchange/stealth.ts'
import { toSettings } from '#shared/interchange/to-settings.ts'
import { isPng } from '#shared/png/chunks.ts'
import type { PictureOrigin } from './picture-file.ts'
import { decodeRgba } from './pixels.ts'

/** Where the header of a PNG tells its colour type, and the one with opacity. */
const [colourType, withOpacity] = [25, 6]

/**
 * What another program hid in the opacity of a PNG, for files whose texts were taken off on the way. Unpacks the
 * pixels. Errors: `invalid-input`, as `decodeRgba`.
 */
export function hiddenOrigin(png: Uint8Array, name: string): PictureOrigin | null {
  if (!isPng(png) || png[colourType] !== withOpacity) return null
  const texts = readStealth(decodeRgba(png, name), data => gunzipSync(data, { maxOutputLength: 4 << 20 }))
  const foreign = texts && readForeign(texts)
  return foreign ? { kind: 'foreign', foreign, ...toSettings(foreign) } : null
}
