import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { writeProblem } from '#engine/files/problem.ts'
import type { CanvasRecord } from '#shared/canvas/records.ts'

/** One change as a line: what each record became, null for none, and which revision that makes. */
export type Entry = { revision: number; changes: Record<string, CanvasRecord | null> }

const sumOf = (json: string) => crc32(json).toString(16).padStart(8, '0')

/** `checksum json`, so that a line that was torn or rotted is known. */
export function lineOf(entry: Entry): string {
  const json = JSON.stringify(entry)
  return `${sumOf(json)} ${json}\n`
}

export type Read = {
  entries: Entry[]
  /** How many bytes of the file hold whole lines. */
  good: number
  /** Whether anything follows them. */
  torn: boolean
}

/** The whole lines from the beginning, up to the first that is not as it was written. */
export function readJournal(bytes: Uint8Array): Read {
  const entries: Entry[] = []
  let good = 0
  while (good < bytes.length) {
    const end = bytes.indexOf(10, good)
    if (end < 0) break
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + good, end - good).toString('utf8')
    const json = line.slice(9)
    if (line.slice(0, 8) !== sumOf(json)) break
    entries.push(JSON.parse(json) as Entry)
    good = end + 1
  }
  return { entries, good, torn: good < bytes.length }
}

/** When this returns, the line outlives a kill and a loss of power. Errors: `disk-full`, `not-writable`. */
export async function appendLine(file: string, line: string): Promise<void> {
  try {
    const handle = await open(file, 'a')
    const { size } = await handle.stat()
    try {
      await handle.writeFile(line)
      await handle.datasync()
    } catch (error) {
      // What is half-written would be glued to the next line.
      await handle.truncate(size).catch(() => {})
      throw error
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw writeProblem(file, error)
  }
}
