import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { StudioError } from '#shared/errors.ts'

/** Signatures and lengths of PKWARE's APPNOTE 4.3: a local header, an entry of the directory, the directory's end. */
const local = { sign: 0x04034b50, length: 30 }
const entry = { sign: 0x02014b50, length: 46 }
const end = { sign: 0x06054b50, length: 22 }
/** The end lies within so many bytes of the file's: a comment may follow it. */
const endWithin = end.length + 65_535

type Entry = { at: number; packed: number; bytes: number; method: number }

const broken = (file: string, why: string) =>
  new StudioError('network', `${file} is no ZIP that can be read: ${why}`)

/** The entries of a ZIP of less than 4 GiB, by name. Errors: `network` for what is none. */
export async function zipEntries(file: string): Promise<Map<string, Entry>> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const tail = await read(handle, Math.max(0, size - endWithin), Math.min(size, endWithin))
    let at = tail.length - end.length
    while (at >= 0 && tail.readUInt32LE(at) !== end.sign) at--
    if (at < 0) throw broken(file, 'its directory is missing')
    const directory = await read(handle, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
    const entries = new Map<string, Entry>()
    for (let p = 0; p + entry.length <= directory.length; ) {
      if (directory.readUInt32LE(p) !== entry.sign) throw broken(file, 'its directory is damaged')
      const [name, extra, comment] = [28, 30, 32].map(field => directory.readUInt16LE(p + field)) as [
        number,
        number,
        number,
      ]
      const header = await read(handle, directory.readUInt32LE(p + 42), local.length)
      if (header.length < local.length || header.readUInt32LE(0) !== local.sign)
        throw broken(file, 'an entry is not where its directory says')
      entries.set(directory.toString('utf8', p + entry.length, p + entry.length + name), {
        at: directory.readUInt32LE(p + 42) + local.length + header.readUInt16LE(26) + header.readUInt16LE(28),
        method: directory.readUInt16LE(p + 10),
        packed: directory.readUInt32LE(p + 20),
        bytes: directory.readUInt32LE(p + 24),
      })
      p += entry.length + name + extra + comment
    }
    return entries
  } finally {
    await handle.close()
  }
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** Writes one entry to a file of its own. Errors: `network` for a kind of packing that is not known; those of writing. */
export async function extractEntry(
  file: string,
  { at, packed, method }: Entry,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  const from = createReadStream(file, { start: at, end: at + packed - 1, highWaterMark: 1 << 20 })
  const out = createWriteStream(to, { flush: true, mode: 0o644 })
  if (method === 0) return pipeline(from, out, { signal })
  if (method !== 8) throw broken(file, `an entry is packed in way ${method}`)
  await pipeline(from, createInflateRaw(), out, { signal })
}
