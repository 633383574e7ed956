import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { bytesIn, pieceCount, pieceSpan, type Span } from './pieces.ts'

/**
 * A file that comes in pieces and in any order: its bytes under `NAME.part`, which pieces are there under `NAME.pieces`,
 * written after the bytes, so that a program that is killed has what it says it has.
 */
export type PartFile = {
  readonly file: string
  readonly bytes: number
  /** What the server called the content that the pieces are of. */
  etag: string | null
  /** What the server of its bytes called it last: another than the hub's name for it. False: it is not to be relied on. */
  serverTag: string | null | false
  has(piece: number): boolean
  /** Bytes of whole pieces that are there. */
  done(): number
  /** Writes bytes at `at` and marks every piece of `span` that they complete; gives how many were completed. */
  write(chunk: Uint8Array, at: number, span: Span): Promise<number>
  /** Forgets everything; the content is to be that of `etag`. */
  begin(etag: string | null): Promise<void>
  /** The name holds the whole file from now on. */
  finish(): Promise<void>
  close(): Promise<void>
}

const partOf = (file: string) => `${file}.part`
const journalOf = (file: string) => `${file}.pieces`

/** Errors: `not-writable`, `disk-full`, from every call that writes. */
export async function openPart(file: string, bytes: number): Promise<PartFile> {
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw writeProblem(file, error)
    }
  }
  const { etag, pieces } = await readJournal(file, bytes)
  const [data, journal] = await guard(async () => {
    await mkdir(dirname(file), { recursive: true })
    // Not `w`, which would empty it, nor `r+`, which wants it to be there.
    const handle = await open(partOf(file), 'a+').then(async made => {
      await made.close()
      return open(partOf(file), 'r+')
    })
    return [handle, await open(journalOf(file), 'a')] as const
  })
  let begun: Promise<void> = Promise.resolve()
  const part: PartFile = {
    file,
    bytes,
    etag,
    serverTag: null,
    has: piece => pieces.has(piece),
    done: () => bytesIn(bytes, pieces),
    write: (chunk, at, span) =>
      guard(async () => {
        await begun
        await writeAll(data, chunk, at)
        const whole = completed(bytes, span, at, at + chunk.length).filter(piece => !pieces.has(piece))
        if (whole.length) await journal.appendFile(whole.map(piece => `${piece}\n`).join(''))
        for (const piece of whole) pieces.add(piece)
        return whole.length
      }),
    begin(tag) {
      pieces.clear()
      part.etag = tag
      begun = guard(async () => {
        await journal.truncate(0)
        await journal.appendFile(`${JSON.stringify(tag)}\n`)
      })
      return begun
    },
    finish: () =>
      guard(async () => {
        await data.truncate(bytes)
        await data.sync()
        await part.close()
        await rename(partOf(file), file)
        await rm(journalOf(file), { force: true })
      }),
    async close() {
      await data.close().catch(() => {})
      await journal.close().catch(() => {})
    },
  }
  return part
}

/** Pieces of which the last byte lies in `from` up to `to`, when all before came in order from `span.from` on. */
function completed(bytes: number, span: Span, from: number, to: number): number[] {
  const out: number[] = []
  for (let piece = 0; piece < pieceCount(bytes); piece++) {
    const { from: begins, to: ends } = pieceSpan(bytes, piece)
    if (begins >= span.from && ends > from && ends <= to) out.push(piece)
  }
  return out
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}

/** A line that was cut off when the program died says nothing. */
async function readJournal(
  file: string,
  bytes: number,
): Promise<{ etag: string | null; pieces: Set<number> }> {
  const text = await readFile(journalOf(file), 'utf8').catch(() => '')
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const pieces = new Set(
    lines
      .slice(1)
      .filter(line => /^\d+$/.test(line))
      .map(Number)
      .filter(piece => piece < pieceCount(bytes)),
  )
  try {
    const etag: unknown = JSON.parse(lines[0]!)
    return { etag: typeof etag === 'string' ? etag : null, pieces }
  } catch {
    return { etag: null, pieces: new Set() }
  }
}

/** Bytes of whole pieces that lie there of a file, without opening it for writing. */
export const partDone = async (file: string, bytes: number): Promise<number> =>
  bytesIn(bytes, (await readJournal(file, bytes)).pieces)
