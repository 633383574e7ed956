import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { encodePlain } from '#engine/png/picture-file.ts'
import { isPng } from '#shared/png/chunks.ts'
import { decodePicture } from '../studio/codecs/decode-picture.ts'
import { readInput } from './read-input.ts'

/**
 * Does work with PNG files of the same pictures, in their order: JPEG and WebP are unpacked into copies, which go when
 * the work has ended, since the engine reads PNG alone. `signal` ends it between pictures.
 * Errors: `invalid-input` for what is none of the three, or cannot be unpacked.
 */
export async function withPngs<T>(
  files: readonly string[],
  signal: AbortSignal,
  work: (pngs: string[]) => Promise<T>,
): Promise<T> {
  let scratch: string | undefined
  try {
    const pngs: string[] = []
    for (const [i, file] of files.entries()) {
      signal.throwIfAborted()
      const bytes = readInput(file)
      if (isPng(bytes)) {
        pngs.push(file)
        continue
      }
      scratch ??= await mkdtemp(join(tmpdir(), 'reroll-score-'))
      const copy = join(scratch, `${i} ${basename(file)}.png`)
      await writeFile(copy, encodePlain(await decodePicture(bytes, basename(file))))
      pngs.push(copy)
    }
    return await work(pngs)
  } finally {
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
}
