import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { readJson } from '#engine/json-file.ts'
import { StudioError } from '#shared/errors.ts'

const text = z.string().min(1).max(200)
const index = z.object({
  /** Numbers in a vector, as the model's own scorer gives them. */
  width: z.int().min(1).max(4096),
  sources: z.record(z.string(), z.object({ credit: text, licence: text })),
  drawings: z
    .array(z.object({ subject: text, source: z.string(), bytes: z.int().min(1).max(65_536) }))
    .max(100_000),
})

export type Drawing = { subject: string; credit: string; licence: string; webp: Uint8Array }
/** The drawings that a model was taught with; rows: `drawings.length` vectors of 8-bit numbers side by side. */
export type Drawings = { width: number; rows: Int8Array; drawings: Drawing[] }

/**
 * From a model's folder: `drawings/index.json`, `drawings/vectors.bin` (int8, one vector a drawing), `drawings/pictures.bin`
 * (WebP files one behind the other); null where it brings none. Errors: `model-broken`.
 */
export async function readDrawings(folder: string): Promise<Drawings | null> {
  const file = (name: string) => join(folder, 'drawings', name)
  if (!existsSync(file('index.json'))) return null
  const { width, sources, drawings } = await readJson(file('index.json'), index)
  const [vectors, pictures] = await Promise.all([
    readFile(file('vectors.bin')),
    readFile(file('pictures.bin')),
  ])
  const bytes = drawings.reduce((sum, drawing) => sum + drawing.bytes, 0)
  const stranger = drawings.find(({ source }) => !Object.hasOwn(sources, source))
  if (vectors.length !== width * drawings.length || pictures.length !== bytes || stranger)
    throw new StudioError(
      'model-broken',
      `The drawings in ${join(folder, 'drawings')} do not fit their index: install the model again`,
    )
  let at = 0
  return {
    width,
    rows: new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length),
    drawings: drawings.map(({ subject, source, bytes }) => {
      const webp = pictures.subarray(at, at + bytes)
      at += bytes
      return { subject, ...sources[source]!, webp }
    }),
  }
}
