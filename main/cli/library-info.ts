import { basename } from 'node:path'
import { hiddenOrigin } from '#engine/png/hidden-origin.ts'
import { type PictureOrigin, pictureOrigin } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'
import type { Foreign, Unmapped } from '#shared/interchange/foreign.ts'
import { programName } from '#shared/interchange/read-foreign.ts'
import { sentenceOf } from '#shared/interchange/sentence-of.ts'
import { type Lora, tagOf } from '#shared/loras.ts'
import { toldSettings } from '#shared/picture-settings.ts'
import { shownSize } from '#shared/pictures/orientation.ts'
import { type PictureKind, readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { readInput } from './read-input.ts'
import type { Io } from './session.ts'

/** What a picture file says of its making. */
type PictureInfo = {
  file: string
  kind: PictureKind
  width: number
  height: number
  program: string
  model: { name: string | null; hash: string | null }
  /** As Reroll would take them. */
  settings: object
  /** In the program's own words; null for our own pictures, whose settings are all there is. */
  told: Omit<Foreign, 'unmapped'> | null
  unmapped: Unmapped[]
}

/** `reroll library info FILE...`: program, settings, and what cannot come along; of any PNG, JPEG or WebP. */
export function libraryInfo(files: readonly string[], json: boolean, io: Io): void {
  if (!files.length)
    throw new StudioError('invalid-input', 'Name the pictures to look at: reroll library info FILE...')
  const infos = files.map(infoOf)
  io.out(json ? JSON.stringify(infos) : infos.map(asText).join('\n\n'))
}

/** LoRAs as A1111 names them in a prompt; what else has parts as JSON. */
const said = (name: string, value: unknown): string =>
  name === 'loras'
    ? (value as Lora[]).map(tagOf).join(' ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** Errors: `invalid-input` for what is no picture, or says nothing of its making. */
function infoOf(file: string): PictureInfo {
  const bytes = readInput(file)
  const origin = originOf(bytes, basename(file))
  const texts = readPictureTexts(bytes)!
  const { kind } = texts
  const { width, height } = shownSize(texts)
  const picture = { file, kind, width, height }
  if (origin.kind === 'reroll') {
    const { settings, model } = origin.record
    const of = { name: model.id, hash: model.hash }
    return {
      ...picture,
      program: 'Reroll',
      model: of,
      settings: toldSettings(settings),
      told: null,
      unmapped: [],
    }
  }
  const { unmapped: _, ...told } = origin.foreign
  const { settings, unmapped } = origin
  return { ...picture, program: programName(told.program), model: told.model, settings, told, unmapped }
}

/** What a file says openly, else what another program hid in its pixels. */
function originOf(bytes: Uint8Array, name: string): PictureOrigin {
  try {
    return pictureOrigin(bytes, name)
  } catch (error) {
    const hidden = hiddenOrigin(bytes, name)
    if (hidden) return hidden
    throw error
  }
}

function asText({
  file,
  kind,
  width,
  height,
  program,
  model,
  settings,
  told,
  unmapped,
}: PictureInfo): string {
  const version = told?.version ? ` (${told.version})` : ''
  const rows = [
    ['made by', `${program}${version}`],
    ['model', [model.name, model.hash && `hash ${model.hash.slice(0, 24)}`].filter(Boolean).join(', ')],
    ...Object.entries(settings).map(([name, value]) => [name, said(name, value)]),
  ].filter(([, value]) => value !== '')
  const lines = rows.map(
    ([name, value]) => `  ${name!.padEnd(10)} ${value!.replaceAll('\n', '\n             ')}`,
  )
  const left = unmapped.length
    ? ['  not taken over:', ...unmapped.map(entry => `    ${sentenceOf(entry)}`)]
    : []
  return harmless([`${file}: ${kind.toUpperCase()}, ${width} x ${height}`, ...lines, ...left].join('\n'))
}

/** What a file says must not steer the terminal. */
const harmless = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '\ufffd')
