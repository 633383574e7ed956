import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { atomicWrite } from '../files/atomic-write.ts'
import { thumbnailSide } from './limits.ts'
import { unpack } from './pixels.ts'
import { thumbnailFile } from './thumbnail-file.ts'

type Wanted = { id: string; file: string; width: number; height: number }

/**
 * The file to show for a picture in a grid: itself when it is small, else a thumbnail made once.
 * Errors: `invalid-input` for a picture that cannot be unpacked.
 */
export function thumbnails(folder: string): (wanted: Wanted) => Promise<string> {
  const making = new Map<string, Promise<string>>()
  return ({ id, file, width, height }) => {
    if (Math.max(width, height) <= thumbnailSide) return Promise.resolve(file)
    const running = making.get(id) ?? make(folder, id, file).finally(() => making.delete(id))
    making.set(id, running)
    return running
  }
}

async function make(folder: string, id: string, file: string): Promise<string> {
  const kept = thumbnailFile(folder, id)
  if ((await stat(kept).catch(() => null))?.size) return kept
  const { thumbnail } = unpack(await readFile(file), basename(file), thumbnailSide)
  await atomicWrite(kept, thumbnail)
  return kept
}
