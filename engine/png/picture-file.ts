import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import type { Assets } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import { toldSettings } from '#shared/picture-settings.ts'
import { type A1111Settings, a1111Keyword, formatA1111, parseA1111 } from '#shared/png/a1111.ts'
import {
  type Inflate,
  internationalChunk,
  isPng,
  readTexts,
  textChunk,
  withChunks,
} from '#shared/png/chunks.ts'
import { type PictureRecord, pictureRecord, recordKeyword } from '#shared/png/record.ts'
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
  })
  return withChunks(encodePlain(picture), [
    textChunk(a1111Keyword, readable),
    internationalChunk(recordKeyword, JSON.stringify({ ...record, settings: toldSettings(record.settings) })),
    ...[directionsChunk(directions), assetsChunk(files)].filter(chunk => chunk !== null),
  ])
}

/** Text chunks above this size are not ours and may be bombs. */
const textLimit = 16 << 20
const inflate: Inflate = data => inflateSync(data, { maxOutputLength: textLimit })

export type PictureOrigin =
  | { kind: 'reroll'; record: PictureRecord }
  | { kind: 'a1111'; settings: A1111Settings }

/**
 * How a PNG says it was made: by our own record, else by A1111's text.
 * Errors: `invalid-input` when it is no PNG or says nothing.
 */
export function pictureOrigin(bytes: Uint8Array, name: string): PictureOrigin {
  if (!isPng(bytes))
    throw new StudioError(
      'invalid-input',
      `${name} is not a PNG file; expected a picture made by Reroll or A1111`,
    )
  const texts = readTexts(bytes, inflate, [recordKeyword, a1111Keyword])
  const own = texts.get(recordKeyword)
  if (own !== undefined) return { kind: 'reroll', record: parseRecord(own, name) }
  const readable = texts.get(a1111Keyword)
  if (readable !== undefined) return { kind: 'a1111', settings: parseA1111(readable) }
  throw new StudioError(
    'invalid-input',
    `${name} does not say how it was made; expected a picture made by Reroll or A1111, with its metadata kept`,
  )
}

function parseRecord(text: string, name: string): PictureRecord {
  let json: unknown
  try {
    json = JSON.parse(text)
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
