import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { writeProblem } from '#engine/files/problem.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { animatedPng, type Showing } from './apng.ts'
import { animatedWebp, webpFrame } from './webp.ts'

export type SaveWalk = {
  /** Whole PNGs of one size. */
  frames: readonly Uint8Array[]
  showing: Showing
  /** How it was made, as JSON. */
  how: string
  signal: AbortSignal
}

/** How many files were written, and their bytes. */
export type Written = { files: number; bytes: number }

/** Each writes `file` whole or not at all. Errors: `not-writable`, `disk-full`. */
export const walkWriters = {
  apng: async (file: string, { frames, showing, how }: SaveWalk): Promise<Written> =>
    one(file, animatedPng(frames, showing, how)),
  webp: async (file: string, { frames, showing, signal }: SaveWalk): Promise<Written> => {
    const images: Uint8Array[] = []
    let size = { width: 0, height: 0 }
    for (const frame of frames) {
      // Encoding holds the thread: windows and a cancel are heard between two frames.
      await turn()
      signal.throwIfAborted()
      const picture = decodeRgb(frame, basename(file))
      size = picture
      images.push(await webpFrame(picture))
    }
    return one(file, animatedWebp(images, size, showing))
  },
  frames: writeFolder,
} as const

async function one(file: string, bytes: Uint8Array): Promise<Written> {
  await atomicWrite(file, bytes)
  return { files: 1, bytes: bytes.length }
}

/** A folder `frame-0001.png`, ... and `walk.json`, filled under another name first. */
async function writeFolder(folder: string, { frames, how, signal }: SaveWalk): Promise<Written> {
  const temporary = join(dirname(folder), `.${basename(folder)}.${process.pid}.reroll-tmp`)
  const files = [
    ...frames.map((bytes, i) => ({ name: frameName(i), bytes })),
    { name: 'walk.json', bytes: Buffer.from(how) },
  ]
  await requireOwn(folder)
  try {
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary, { recursive: true })
    for (const { name, bytes } of files) {
      signal.throwIfAborted()
      await atomicWrite(join(temporary, name), bytes)
    }
    await rm(folder, { recursive: true, force: true })
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    signal.throwIfAborted()
    throw writeProblem(folder, error)
  }
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0) }
}

/** An earlier walk gives way; anything else stays. */
async function requireOwn(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw writeProblem(folder, error)
  })
  const foreign = names.find(name => name !== 'walk.json' && !/^frame-\d{4,}\.png$/.test(name))
  if (foreign)
    throw new StudioError(
      'invalid-input',
      `${folder} is not empty: it holds ${foreign}. Give a folder that is new, for the frames alone`,
    )
}

export const frameName = (index: number): string => `frame-${String(index + 1).padStart(4, '0')}.png`
