import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { parseJson } from '#shared/bounded-json.ts'
import type { Assets } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import type { Foreign, Unmapped } from '#shared/interchange/foreign.ts'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { type MappedSettings, toSettings } from '#shared/interchange/to-settings.ts'
import { toldSettings } from '#shared/picture-settings.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { a1111Keyword, formatA1111 } from '#shared/png/a1111.ts'
import { type Inflate, internationalChunk, readTexts, textChunk, withChunks } from '#shared/png/chunks.ts'
import { type PictureRecord, pictureRecord, recordKeyword, recordMark } from '#shared/png/record.ts'
import type { Direction } from '#shared/steer.ts'
import type { Picture } from '../pipeline/decode.ts'
import { assetsChunk } from './assets-chunk.ts'
import { directionsChunk } from './directions-chunk.ts'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** An 8-bit RGB PNG without any text. */
export const encodePlain = ({ width, height, rgb }: Picture): Uint8Array =>
  encode({ width, height, data: rgb, channels: 3, depth: 8 })

/**
 * A PNG that says how it was made: A1111's `parameters` for everyone, our own record for the same bytes again, and the
 * numbers of the directions and the files of the conditions that it names.
 */
export function encodePicture(
  picture: Picture,
  record: PictureRecord,
  directions: Readonly<Record<string, Direction>> = {},
  files: Assets = {},
): Uint8Array {
  const { id, hash } = record.model
  const readable = formatA1111(record.settings, {
    model: id,
    modelHash: hash,
    version: `Reroll ${record.versions.reroll}`,
    size: record.size,
    loraHashes: record.loraHashes,
  })
  return withChunks(encodePlain(picture), [
    textChunk(a1111Keyword, readable),
    internationalChunk(recordKeyword, recordText(record)),
    ...[directionsChunk(directions), assetsChunk(files)].filter(chunk => chunk !== null),
  ])
}

/** Our own record as it is written. */
export const recordText = (record: PictureRecord): string =>
  JSON.stringify({ ...record, settings: toldSettings(record.settings) })

/** Text chunks above this size are not ours and may be bombs. */
const textLimit = 16 << 20
/** Nor does another program write longer ones; of these there may be several. */
const foreignLimit = 4 << 20
const inflateTo =
  (maxOutputLength: number): Inflate =>
  data =>
    inflateSync(data, { maxOutputLength })

/** For what another program wrote. */
export const inflateForeign = inflateTo(foreignLimit)

export type PictureOrigin =
  | { kind: 'reroll'; record: PictureRecord }
  | {
      kind: 'foreign'
      /** As the program tells it. */
      foreign: Foreign
      /** What of it Reroll can take, and what not. */
      settings: MappedSettings
      unmapped: Unmapped[]
    }

/**
 * How a PNG, JPEG or WebP says it was made: by our own record, else by what another program wrote.
 * Errors: `invalid-input` when it is none of them or says nothing.
 */
export function pictureOrigin(bytes: Uint8Array, name: string): PictureOrigin {
  const own = readTexts(bytes, inflateTo(textLimit), [recordKeyword]).get(recordKeyword)
  if (own !== undefined) return { kind: 'reroll', record: parseRecord(own, name) }
  const picture = readPictureTexts(bytes, inflateForeign)
  if (!picture)
    throw new StudioError(
      'invalid-input',
      `${name} is not a PNG file, nor JPEG or WebP; expected a picture made by Reroll or another program`,
    )
  const note = picture.texts.get('exif:MakerNote')
  if (note?.startsWith(recordMark))
    return { kind: 'reroll', record: parseRecord(note.slice(recordMark.length), name) }
  const foreign = readForeign(picture.texts)
  if (foreign) return { kind: 'foreign', foreign, ...toSettings(foreign) }
  throw new StudioError(
    'invalid-input',
    `${name} does not say how it was made; expected a picture made by Reroll or another program, with its metadata kept`,
  )
}

function parseRecord(text: string, name: string): PictureRecord {
  let json: unknown
  try {
    json = parseJson(text)
  } catch {
    throw new StudioError('invalid-input', `${name}: its record is damaged (not JSON)`)
  }
  const format = (json as { format?: unknown } | null)?.format
  if (typeof format === 'number' && format > 1)
    throw new StudioError(
      'invalid-input',
      `${name} was made by a newer Reroll (record format ${format}); update to read it`,
    )
  const parsed = pictureRecord.safeParse(json)
  if (!parsed.success)
    throw new StudioError(
      'invalid-input',
      `${name}: its record is damaged (${parsed.error.issues[0]?.message})`,
    )
  return parsed.data
}
