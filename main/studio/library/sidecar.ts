import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { atomicWrite } from '../files/atomic-write.ts'
import { keepAside } from '../files/keep-aside.ts'

/** What a person adds to a picture; everything else is in the picture itself. See docs/library.md. */
export const sidecar = z.object({
  format: z.literal(1),
  /** Milliseconds since 1970. A picture's own bytes hold no date, and a file's is lost in copying. */
  created: z.int().optional(),
  starred: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
  boards: z.array(z.string()).default([]),
  note: z.string().default(''),
  /** Since when it is in the trash. */
  trashed: z.int().nullable().default(null),
})
export type Sidecar = z.output<typeof sidecar>

export const emptySidecar: Sidecar = sidecar.parse({ format: 1 })

export const sidecarOf = (picture: string): string => `${picture}.json`

/**
 * Reads the sidecar beside a picture; a missing one is an empty one. One that cannot be understood is moved aside
 * (never overwritten), and `problem` says so; one of a newer format is left alone and read as empty.
 */
export async function readSidecar(picture: string): Promise<{ sidecar: Sidecar; problem: string | null }> {
  const file = sidecarOf(picture)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return { sidecar: emptySidecar, problem: null }
  const read = parse(text)
  if (read) return { sidecar: read, problem: null }
  const kept = await keepAside(file)
  const where = kept ? `was kept as ${kept}` : 'could not be moved aside'
  return { sidecar: emptySidecar, problem: `${file} could not be understood and ${where}` }
}

function parse(text: string): Sidecar | null {
  try {
    return sidecar.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export const writeSidecar = (picture: string, value: Sidecar): Promise<void> =>
  atomicWrite(sidecarOf(picture), `${JSON.stringify(value, null, 1)}\n`)
