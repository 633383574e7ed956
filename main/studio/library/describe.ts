import { stat } from 'node:fs/promises'
import type { Adopt } from './orphans.ts'
import { isExternal, pathOf, sidecarFileOf } from './place.ts'
import { type PictureFacts, readPicture } from './read-picture.ts'
import type { Row } from './rows.ts'
import { readSidecar, type Sidecar } from './sidecar.ts'

export const trashFolder = '.trash'
export const inTrash = (file: string): boolean => file.startsWith(`${trashFolder}/`)

/** Size and time of a sidecar as the index keeps them; empty without one. */
export async function sidecarStamp(file: string): Promise<string> {
  const info = await stat(file).catch(() => null)
  return info ? `${info.size} ${info.mtimeMs}` : ''
}

export type Described = { row: Row; problems: string[] }

/** The id of a picture from its pixels. Errors: `invalid-input` when they cannot be unpacked. */
export type IdOf = (file: string) => Promise<string>

/**
 * Everything that the files tell of one picture. The id that its record tells is believed unless `doubt` says no:
 * another program may have changed the pixels and kept the text.
 * Errors: `invalid-input` for a file that is no picture.
 */
export async function describePicture(
  folder: string,
  file: string,
  idOf: IdOf,
  {
    doubt = () => false,
    adopt,
    source = 0,
  }: { doubt?: (id: string) => boolean; adopt?: Adopt; source?: number } = {},
): Promise<Described> {
  const path = pathOf(folder, file)
  const info = await stat(path)
  const facts = await readPicture(path)
  const id = facts.id && !doubt(facts.id) ? facts.id : await idOf(path)
  const beside = sidecarFileOf(folder, { id, file })
  if (adopt && !isExternal(file) && !(await sidecarStamp(beside))) await adopt(beside, id)
  const { sidecar, problem } = await readSidecar(beside)
  const row = rowOf(facts, sidecar, {
    id,
    file,
    bytes: info.size,
    mtime: info.mtimeMs,
    sidecar: await sidecarStamp(beside),
    source,
    moved: Math.max(info.mtimeMs, info.ctimeMs),
  })
  return { row, problems: [...facts.warnings, ...(problem ? [problem] : [])] }
}

function rowOf(
  { id: _, warnings: __, seed, record, ...facts }: PictureFacts,
  { created, stars, label, tags, boards, note, trashed, upscaled }: Sidecar,
  {
    moved,
    ...at
  }: Pick<Row, 'id' | 'file' | 'bytes' | 'mtime' | 'sidecar' | 'source'> & {
    /** When the file was last written, moved or renamed. */
    moved: number
  },
): Row {
  return {
    ...at,
    created: created ?? Math.round(at.mtime),
    ...facts,
    note,
    tags,
    boards,
    seed: seed === null ? null : String(seed),
    parent: (record?.upscaled ?? upscaled)?.from ?? record?.settings.parent ?? null,
    stars,
    label,
    // A picture that someone put into the trash's folder by hand, or whose sidecar is lost, counts from when it came there.
    trashed: inTrash(at.file) ? (trashed ?? Math.round(moved)) : null,
  }
}
