import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { type Assets, filesOfSettings } from '#shared/conditions.ts'
import type { Settings } from '#shared/generation.ts'
import { type Chunk, compressedChunk, readTexts } from '#shared/png/chunks.ts'
import { readSafetensors, writeSafetensors } from '#shared/safetensors.ts'

/** The keyword of the chunk that carries the files which a picture's conditions name. */
export const assetsKeyword = 'reroll-assets'

/** Together they may have so many bytes to travel in a picture. */
const assetsLimit = 24 << 20
/** What base64 makes of that, with room for the head. */
const textLimit = Math.ceil((assetsLimit * 4) / 3) + (1 << 20)

/** Of the files at hand those that settings name; none where they are too many to travel in a picture, which is told. */
export function assetsToCarry(settings: Settings, files: Assets, warn: (sentence: string) => void): Assets {
  const named = filesOfSettings(settings).filter(id => Object.hasOwn(files, id))
  const bytes = named.reduce((sum, id) => sum + files[id]!.length, 0)
  if (bytes <= assetsLimit) return Object.fromEntries(named.map(id => [id, files[id]!]))
  warn(
    `The sketches, masks and images have ${Math.ceil(bytes / 2 ** 20)} MiB together, and a picture carries at most ${assetsLimit >> 20}: it names them, but drawing it again elsewhere needs them beside it`,
  )
  return {}
}

/** Files by id as a text chunk: a safetensors file of U8 tensors, in base64, compressed. Null for none. */
export function assetsChunk(files: Assets): Chunk | null {
  const entries = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  if (!entries.length) return null
  const file = writeSafetensors({
    tensors: Object.fromEntries(
      entries.map(([id, bytes]) => [id, { dtype: 'U8', shape: [bytes.length], bytes }]),
    ),
    metadata: {},
  })
  return compressedChunk(assetsKeyword, Buffer.from(file).toString('base64'), data => deflateSync(data))
}

/** The files that a PNG carries; without those that are damaged, none when what carries them is. */
export function readAssets(png: Uint8Array): Assets {
  const inflate = (data: Uint8Array) => inflateSync(data, { maxOutputLength: textLimit })
  const text = readTexts(png, inflate, [assetsKeyword]).get(assetsKeyword)
  if (text === undefined) return {}
  const found: Assets = {}
  try {
    const { tensors } = readSafetensors(new Uint8Array(Buffer.from(text, 'base64')), assetsKeyword)
    for (const [id, { bytes, dtype }] of Object.entries(tensors))
      if (dtype === 'U8' && createHash('sha256').update(bytes).digest('hex') === id) found[id] = bytes.slice()
  } catch {
    // The settings still name what is missing; whoever draws says so.
  }
  return found
}
