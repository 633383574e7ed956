import type { Preview } from './compiled.ts'
import { encodePng, type Pixels } from './encode-png.ts'
import { shrunk } from './pixels.ts'

/** Of previews, in pixels. */
const longest = 160

/** A small picture of what a model is told. */
export async function previewOf(pixels: Pixels): Promise<Preview> {
  const small = shrunk(pixels, longest)
  const png = await encodePng(small)
  return { url: `data:image/png;base64,${base64(png)}`, width: small.width, height: small.height }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
