import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'

/** Where exported files go. Nothing of them shows until `finish`, and nothing stays after `discard`. */
export type Sink = {
  /** Names are relative, with forward slashes. */
  put(name: string, content: string | Uint8Array): Promise<void>
  finish(): Promise<void>
  discard(): Promise<void>
}

let count = 0

/**
 * A folder: a new one is filled under another name beside it and renamed; into one that is there, which may be a disk
 * of its own, files go from a hidden folder inside. `whole` asks for a folder of its own, new or empty; else
 * files are added to what is there, and none of that is replaced.
 * Errors: `invalid-input` for a folder that is not empty, `not-writable`, `disk-full`.
 */
export async function folderSink(
  folder: string,
  whole: boolean,
): Promise<Sink & { taken: ReadonlySet<string> }> {
  const info = await stat(folder).catch(() => null)
  if (info && !info.isDirectory())
    throw new StudioError('invalid-input', `${folder} is a file; give a folder`)
  const taken = new Set(info ? await readdir(folder) : [])
  if (whole && taken.size)
    throw new StudioError(
      'invalid-input',
      `${folder} is not empty; give a new folder, so that nothing is replaced`,
    )
  const name = `.${basename(folder)}.${process.pid}.${++count}.reroll-export`
  const stage = join(info ? folder : dirname(folder), name)
  await mkdir(stage).catch(error => {
    throw writeProblem(folder, error)
  })
  const discard = () => rm(stage, { recursive: true, force: true })
  return {
    taken,
    put: (name, content) => atomicWrite(join(stage, name), content),
    discard,
    async finish() {
      try {
        if (info) await addAll(stage, folder)
        else await rename(stage, folder)
      } catch (error) {
        throw writeProblem(folder, error)
      } finally {
        await discard()
      }
    },
  }
}

/** Beside what is there; taken back when one of them fails. */
async function addAll(stage: string, folder: string): Promise<void> {
  const done: string[] = []
  try {
    for (const name of await readdir(stage)) {
      const target = join(folder, name)
      if (await stat(target).catch(() => null)) throw Object.assign(new Error(), { code: 'EEXIST' })
      await rename(join(stage, name), target)
      done.push(target)
    }
  } catch (error) {
    for (const target of done) await rm(target, { recursive: true, force: true })
    throw error
  }
}
