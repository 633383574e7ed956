import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { SavedWalk, WalkFormat } from '#shared/studio/drafts.ts'
import { readable } from '../library/file-name.ts'
import { walksFolder } from '../library/picture-files.ts'
import { type SaveWalk, walkWriters } from './save.ts'

const endings: Record<WalkFormat, string> = { apng: '.png', webp: '.webp', frames: '' }
const types: Record<string, string> = {
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json',
}

/**
 * Saves into the library's own folder for walks; the name comes from the words and from what was walked, so that the
 * same walk saved twice is one. Errors: as `walkWriters`.
 */
export async function saveWalks(
  library: string,
  prompt: string,
  formats: readonly WalkFormat[],
  walk: SaveWalk,
): Promise<SavedWalk[]> {
  const stem = `${readable(prompt)} ${createHash('sha256').update(walk.how).digest('hex').slice(0, 8)}`
  const saved: SavedWalk[] = []
  for (const format of new Set(formats)) {
    const name = `${stem}${endings[format]}`
    const written = await walkWriters[format](join(library, walksFolder, name), walk)
    saved.push({ format, name, ...written })
  }
  return saved
}

/** A saved file, or one of a folder of frames: `NAME/frame-0001.png`. Errors: `invalid-input` when there is none. */
export async function readWalk(library: string, name: string): Promise<{ bytes: Uint8Array; type: string }> {
  const folder = resolve(library, walksFolder)
  const file = resolve(folder, name)
  const type = types[extname(file)]
  const gone = new StudioError('invalid-input', `There is no saved walk ${name}`)
  if (!file.startsWith(folder + sep) || !type) throw gone
  const bytes = await readFile(file).catch(() => {
    throw gone
  })
  return { bytes, type }
}
