import { createHash } from 'node:crypto'
import { mkdir, readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import * as z from 'zod'
import type { MapPoint } from '#shared/studio/drafts.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepLatest } from '../files/keep-latest.ts'

/** Maps that are kept, the latest looked at; a map of 256 has some 5 MiB. */
const most = { files: 12 }

const bytes = z.instanceof(Uint8Array)
const finished = z.object({
  drafts: z.array(
    z.object({ index: z.int(), seed: z.string(), png: bytes, embedding: z.instanceof(Float32Array) }),
  ),
  points: z.array(z.object({ index: z.int(), seed: z.string(), x: z.number(), y: z.number() })),
})
export type FinishedMap = {
  drafts: { index: number; seed: string; png: Uint8Array; embedding: Float32Array }[]
  points: MapPoint[]
}

/** Finished maps by what they are of. What cannot be read, or written, is as if it was not there. */
export function mapCache(cache: string) {
  const folder = join(cache, 'maps')
  const fileOf = (of: unknown) =>
    join(folder, `${createHash('sha256').update(JSON.stringify(of)).digest('hex')}.map`)
  return {
    async read(of: unknown): Promise<FinishedMap | null> {
      const file = fileOf(of)
      try {
        const map = finished.parse(deserialize(await readFile(file)))
        await utimes(file, new Date(), new Date())
        return map
      } catch {
        return null
      }
    },
    async write(of: unknown, map: FinishedMap): Promise<void> {
      try {
        await mkdir(folder, { recursive: true })
        await atomicWrite(fileOf(of), serialize(map))
        await keepLatest(folder, '.map', most)
      } catch {
        // A full or read-only disk: the map is drawn again next time.
      }
    },
  }
}
