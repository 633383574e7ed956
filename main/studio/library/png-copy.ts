import { open, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isPng } from '#shared/png/chunks.ts'
import { asPng } from '../codecs/as-png.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepLatest } from '../files/keep-latest.ts'

/** Copies that are kept: whoever asks about a picture asks again. */
const most = { files: 16 } as const

/**
 * A PNG of a picture for the engine, which reads no other kind: its own file, or a copy in the cache.
 * Errors: `invalid-input` for one that cannot be unpacked.
 */
export async function pngCopy(folder: string, { id, file }: { id: string; file: string }): Promise<string> {
  const handle = await open(file, 'r')
  const { buffer } = await handle.read(new Uint8Array(8), 0, 8, 0).finally(() => handle.close())
  if (isPng(buffer)) return file
  const copy = join(folder, `${id}.png`)
  const now = new Date()
  // An id never changes its pixels.
  if ((await stat(copy).catch(() => null))?.size) await utimes(copy, now, now).catch(() => {})
  else await atomicWrite(copy, await asPng(file))
  await keepLatest(folder, '.png', most)
  return copy
}
