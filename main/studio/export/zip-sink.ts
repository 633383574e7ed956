import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import type { Sink } from './folder-sink.ts'

/** Of a ZIP without the extensions for larger ones, which fflate does not write (APPNOTE 4.4.1.4). */
const zipLimits = { bytes: 0xffff_ffff, files: 0xffff } as const

let count = 0

/**
 * A ZIP file, written under another name and renamed; one that is there is replaced. Pictures are packed already and
 * only stored.
 * Errors: `invalid-input` for more than a ZIP holds, `not-writable`, `disk-full`.
 */
export async function zipSink(
  file: string,
  limits: { bytes: number; files: number } = zipLimits,
): Promise<Sink> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${++count}.reroll-tmp`)
  const handle = await open(temporary, 'w').catch(error => {
    throw writeProblem(file, error)
  })
  const { zip, flushed, written } = onto(handle)
  let files = 0
  const discard = async () => {
    zip.terminate()
    await handle.close().catch(() => {})
    await rm(temporary, { force: true })
  }
  return {
    discard,
    async put(name, content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      const tooMuch = ++files > limits.files || written() + bytes.length + files * 600 > limits.bytes
      if (tooMuch)
        throw new StudioError(
          'invalid-input',
          `That is more than one ZIP holds (${limits.files} files, ${(limits.bytes / 2 ** 30).toFixed(0)} GiB); export to a folder`,
        )
      const entry = typeof content === 'string' ? new ZipDeflate(name) : new ZipPassThrough(name)
      zip.add(entry)
      entry.push(bytes, true)
      await flushed().catch(error => {
        throw writeProblem(file, error)
      })
    },
    async finish() {
      try {
        zip.end()
        await flushed()
        await handle.sync()
        await handle.close()
        await rename(temporary, file)
      } catch (error) {
        await discard()
        throw writeProblem(file, error)
      }
    },
  }
}

/** fflate tells pieces as they come; they are written in that order. */
function onto(handle: FileHandle) {
  let last: Promise<unknown> = Promise.resolve()
  let bytes = 0
  const zip = new Zip((error, piece) => {
    bytes += piece?.length ?? 0
    last = last.then(() => {
      if (error) throw error
      return handle.writeFile(piece)
    })
    last.catch(() => {})
  })
  return { zip, flushed: () => last, written: () => bytes }
}
