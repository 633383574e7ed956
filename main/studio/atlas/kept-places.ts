import { readFile } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import * as z from 'zod'
import { atomicWrite } from '../files/atomic-write.ts'

/** Raised when pictures are placed in another way: older files are then placed anew. */
const version = 1
/** Bytes of an id that tell pictures apart. */
export const shortId = 8

/**
 * Where pictures lie: by the first hex digits of their ids, so that an index made anew finds them. An id is a hash of the
 * pixels, and with the space it says what the vector is.
 */
export type KeptPlaces = {
  space: string
  /** Number in `places` by the first 16 digits of an id. */
  at: Map<string, number>
  /** x and y in turn, 0..1. */
  places: Float32Array
  /** How many of them were put among others since all were placed together. */
  loose: number
}

const stored = z.object({
  version: z.literal(version),
  space: z.string(),
  ids: z.instanceof(Uint8Array),
  places: z.instanceof(Float32Array),
  loose: z.int().min(0),
})

/** Null where there is none, or none that can be understood. */
export async function readPlaces(file: string): Promise<KeptPlaces | null> {
  try {
    const { space, ids, places, loose } = stored.parse(deserialize(await readFile(file)))
    const count = places.length / 2
    if (ids.length !== count * shortId) return null
    const hex = Buffer.from(ids).toString('hex')
    const at = new Map<string, number>()
    for (let i = 0; i < count; i++) at.set(hex.slice(i * 2 * shortId, (i + 1) * 2 * shortId), i)
    return { space, at, places, loose }
  } catch {
    return null
  }
}

/** A cache that cannot be written costs time at the next start, nothing else. */
export async function writePlaces(file: string, { space, at, places, loose }: KeptPlaces): Promise<void> {
  const ids = new Uint8Array(Buffer.from([...at.keys()].join(''), 'hex'))
  const ordered = new Float32Array(2 * at.size)
  let n = 0
  for (const i of at.values()) {
    ordered[n++] = places[2 * i]!
    ordered[n++] = places[2 * i + 1]!
  }
  await atomicWrite(file, serialize({ version, space, ids, places: ordered, loose })).catch(() => {})
}
