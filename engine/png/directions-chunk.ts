import { deflateSync, inflateSync } from 'node:zlib'
import { directionId, directionProblem } from '#shared/direction.ts'
import { type Chunk, compressedChunk, readTexts } from '#shared/png/chunks.ts'
import { readSafetensors, writeSafetensors } from '#shared/safetensors.ts'
import { type Direction, directionSpaces } from '#shared/steer.ts'

/** The keyword of the chunk that carries the numbers of a picture's directions. */
export const directionsKeyword = 'reroll-directions'

/** Unpacked, the chunk holds at most so many bytes; no picture of ours comes near. */
const limit = 64 << 20

/** Directions by id as a text chunk: a safetensors file of F16 tensors, in base64, compressed. Null for none. */
export function directionsChunk(directions: Readonly<Record<string, Direction>>): Chunk | null {
  const entries = Object.entries(directions).sort(([a], [b]) => (a < b ? -1 : 1))
  if (!entries.length) return null
  const file = writeSafetensors({
    tensors: Object.fromEntries(
      entries.map(([id, { dims, halves }]) => [id, { dtype: 'F16', shape: dims, bytes: halves }]),
    ),
    metadata: Object.fromEntries(entries.map(([id, { space }]) => [id, space])),
  })
  return compressedChunk(directionsKeyword, Buffer.from(file).toString('base64'), data => deflateSync(data))
}

/** The directions that a PNG carries; none when it carries none, or when what it carries is damaged. */
export async function readDirections(png: Uint8Array): Promise<Record<string, Direction>> {
  const inflate = (data: Uint8Array) => inflateSync(data, { maxOutputLength: limit })
  const text = readTexts(png, inflate, [directionsKeyword]).get(directionsKeyword)
  if (text === undefined) return {}
  const found: Record<string, Direction> = {}
  try {
    const { tensors, metadata } = readSafetensors(
      new Uint8Array(Buffer.from(text, 'base64')),
      directionsKeyword,
    )
    for (const [id, { shape, bytes, dtype }] of Object.entries(tensors)) {
      const space = directionSpaces.find(known => known === metadata[id])
      if (!space || dtype !== 'F16' || shape.length !== 3) continue
      const direction: Direction = { space, dims: [...shape] as Direction['dims'], halves: bytes.slice() }
      if (!directionProblem(direction) && (await directionId(direction)) === id) found[id] = direction
    }
  } catch {
    // The settings still name what is missing; whoever draws says so.
  }
  return found
}
