import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { parseJson } from '#shared/bounded-json.ts'
import { StudioError } from '#shared/errors.ts'
import { colourLabels } from '#shared/library/query-fields.ts'
import { upscaled } from '#shared/upscaled.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepAside, readIfThere } from '../files/keep-aside.ts'

/** Format 1 knew one star, given or not. */
function withStars(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('starred' in json)) return json
  const { starred, ...rest } = json
  return { ...('stars' in rest ? {} : { stars: starred ? 5 : 0 }), ...rest }
}

/** What a person adds to a picture; everything else is in the picture itself. See docs/library.md. */
const fields = z.object({
  format: z.literal([1, 2]).transform(() => 2 as const),
  /** Whose it is: a picture that is renamed by hand finds it again. */
  id: z.string().optional(),
  /** Milliseconds since 1970. A picture's own bytes hold no date, and a file's is lost in copying. */
  created: z.int().optional(),
  /** 0 to 5. */
  stars: z.int().min(0).max(5).default(0),
  /** A colour's name, or empty. */
  label: z.enum(['', ...colourLabels]).default(''),
  tags: z.array(z.string()).default([]),
  boards: z.array(z.string()).default([]),
  note: z.string().default(''),
  /** Of which picture it was made, where it was made larger. */
  upscaled: upscaled.optional().catch(undefined),
  /** Since when it is in the trash. */
  trashed: z.int().nullable().default(null),
})
/** Of any format up to this one. */
export const sidecar = z.preprocess(withStars, fields)
export type Sidecar = z.output<typeof fields>

export const emptySidecar: Sidecar = sidecar.parse({ format: 2 })

export const sidecarOf = (picture: string): string => `${picture}.json`

/** `closed`: what it says would be lost if it were written over. */
export type SidecarRead = { sidecar: Sidecar; problem: string | null; closed: boolean }

/**
 * Reads a sidecar; a missing one is an empty one. One that cannot be understood is moved aside (never overwritten), and
 * one of a newer format, or that may not be read, is left alone; `problem` says either.
 */
export async function readSidecar(file: string): Promise<SidecarRead> {
  const empty = (problem: string | null, closed = false) => ({ sidecar: emptySidecar, problem, closed })
  let text: string | null
  try {
    text = await readIfThere(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EISDIR') return empty(`${file} cannot be read (${code})`, true)
    text = ''
  }
  if (text === null) return empty(null)
  const json = parsed(text)
  const read = sidecar.safeParse(json)
  if (read.success) return { sidecar: read.data, problem: null, closed: false }
  if (isNewer(json)) return empty(`${file} was written by a newer Reroll; update to read it`, true)
  const kept = await keepAside(file)
  return empty(
    `${file} could not be understood and ${kept ? `was kept as ${kept}` : 'could not be moved aside'}`,
  )
}

/** To be changed and written again. Errors: `not-writable` for one whose meaning would be lost by that. */
export async function sidecarToChange(file: string): Promise<Sidecar> {
  const { sidecar: read, problem, closed } = await readSidecar(file)
  if (closed) throw new StudioError('not-writable', `${problem}; nothing was changed`)
  return read
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return null
  }
}

const isNewer = (json: unknown) => {
  const format = (json as { format?: unknown } | null)?.format
  return typeof format === 'number' && format > 2
}

export const writeSidecar = (file: string, value: Sidecar): Promise<void> =>
  atomicWrite(file, `${JSON.stringify(value, null, 1)}\n`)

/** One that may be anybody's: null where there is none, or it cannot be understood. Nothing is moved. */
export async function sidecarThere(file: string): Promise<Sidecar | null> {
  try {
    return sidecar.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
