import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { writeProblem } from '#engine/files/problem.ts'
import type { CanvasRecord } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { keepCopy } from '../files/keep-aside.ts'

/** One change as a line: what each record became, null for none, and which revision that makes. */
export type Entry = { revision: number; changes: Record<string, CanvasRecord | null> }

export const changedElsewhere = (): StudioError =>
  new StudioError(
    'invalid-input',
    'This drawing was changed in another window; keep yours as a copy, or open it again',
  )

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
  /** Lines behind those that are not as they were written; 0 when all are. */
  damaged: number
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
  return { entries, good, damaged: linesIn(bytes.subarray(good)) }
}

const linesIn = (bytes: Uint8Array): number =>
  bytes.length === 0
    ? 0
    : bytes.reduce((n, byte) => n + (byte === 10 ? 1 : 0), 0) + (bytes.at(-1) === 10 ? 0 : 1)

/** Where a line goes: behind so many bytes; what lies beyond them is a damaged end that was told, or another's. */
export type Place = { file: string; bytes: number; damaged: boolean }

/**
 * When this returns, the line outlives a kill and a loss of power; when it throws, the file is as it was.
 * Errors: `invalid-input` when somebody else has written to the file; `disk-full`, `not-writable`.
 */
export async function appendLine({ file, bytes, damaged }: Place, line: string): Promise<void> {
  try {
    const handle = await open(file, 'a')
    try {
      const { size } = await handle.stat()
      if (size !== bytes && !damaged) throw changedElsewhere()
      // A line behind a damaged one would never be read; what is damaged may be read by a person.
      if (size > bytes) await keepCopy(file)
      if (size > bytes) await handle.truncate(bytes)
      await writeOrUndo(handle, bytes, line)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw writeProblem(file, error)
  }
}

async function writeOrUndo(handle: FileHandle, bytes: number, line: string): Promise<void> {
  try {
    await handle.writeFile(line)
    await handle.datasync()
  } catch (error) {
    // What is half-written would be glued to the next line.
    await handle.truncate(bytes).catch(() => {})
    throw error
  }
}
