import { stat } from 'node:fs/promises'
import { atomicWrite } from '../files/atomic-write.ts'
import { thumbnailSide } from './limits.ts'
import { thumbnailFile } from './thumbnail-file.ts'
import type { Unpacker } from './unpacker.ts'

type Wanted = {
  id: string
  file: string
  width: number
  height: number
  /** Of what may be gone tomorrow a small one is kept too. */
  keep?: boolean
}

/**
 * The file to show for a picture in a grid: itself when it is small, else a thumbnail made once.
 * Errors: `invalid-input` for a picture that cannot be unpacked.
 */
export function thumbnails(folder: string, pixels: Unpacker): (wanted: Wanted) => Promise<string> {
  const making = new Map<string, Promise<string>>()
  const make = async (id: string, file: string): Promise<string> => {
    const kept = thumbnailFile(folder, id)
    if ((await stat(kept).catch(() => null))?.size) return kept
    await atomicWrite(kept, (await pixels.unpack(file)).thumbnail)
    return kept
  }
  return ({ id, file, width, height, keep = false }) => {
    if (!keep && Math.max(width, height) <= thumbnailSide) return Promise.resolve(file)
    const running = making.get(id) ?? make(id, file).finally(() => making.delete(id))
    making.set(id, running)
    return running
  }
}
