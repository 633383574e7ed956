import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../files/cache-folder.ts'

/**
 * Vectors of a list of sentences, made once for each scorer and list, then read from the cache: a large text encoder takes
 * half a minute for a thousand. A damaged or missing file is made again.
 */
export async function keptWords(
  space: string,
  sentences: readonly string[],
  make: () => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const key = createHash('sha256')
    .update(JSON.stringify([space, sentences]))
    .digest('hex')
  const file = join(cacheFolder(), 'scorer-words', `${key}.f32`)
  const held = await readRows(file, sentences.length)
  if (held) return held
  const rows = await make()
  await writeRows(file, rows)
  return rows
}

/** Bytes, little-endian: the SHA-256 of what follows, then the rows. */
async function readRows(file: string, count: number): Promise<Float32Array[] | null> {
  const bytes = await readFile(file).catch(() => null)
  if (!bytes || bytes.length <= 32 || (bytes.length - 32) % (4 * count)) return null
  const body = bytes.subarray(32)
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(0, 32))) return null
  const values = new Float32Array(new Uint8Array(body).buffer)
  const width = values.length / count
  return Array.from({ length: count }, (_, i) => values.slice(i * width, (i + 1) * width))
}

async function writeRows(file: string, rows: readonly Float32Array[]): Promise<void> {
  const body = Buffer.concat(rows.map(row => new Uint8Array(row.buffer, row.byteOffset, row.byteLength)))
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(temporary, Buffer.concat([createHash('sha256').update(body).digest(), body]))
    await rename(temporary, file)
  } catch {
    // A cache that cannot be written costs time, nothing else.
  }
}
