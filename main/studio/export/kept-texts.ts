import { inflateSync } from 'node:zlib'
import { assetsKeyword } from '#engine/png/assets-chunk.ts'
import { directionsKeyword } from '#engine/png/directions-chunk.ts'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { addExif } from '#shared/pictures/container.ts'
import { mended } from '#shared/pictures/decode-text.ts'
import { readExif } from '#shared/pictures/exif.ts'
import { type ExifOut, exifBlock } from '#shared/pictures/exif-block.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { a1111Keyword } from '#shared/png/a1111.ts'
import { type Chunk, internationalChunk, readChunks, readTexts, textChunk } from '#shared/png/chunks.ts'
import { recordKeyword, recordMark } from '#shared/png/record.ts'

/** What a picture says of its making, on its way into another kind of file. */
export type KeptTexts = {
  texts: ReadonlyMap<string, string>
  /** Our own record, as JSON. */
  record: string | null
  /** What our record names and only a PNG can carry along. */
  heavy: boolean
}

const inflate = (data: Uint8Array) => inflateSync(data, { maxOutputLength: 4 << 20 })

export function keptTexts(bytes: Uint8Array): KeptTexts {
  const texts = readPictureTexts(bytes, inflate)?.texts ?? new Map<string, string>()
  const note = texts.get('exif:MakerNote')
  const own = readTexts(bytes, inflate, [recordKeyword]).get(recordKeyword)
  const record = own ?? (note?.startsWith(recordMark) ? note.slice(recordMark.length) : null)
  const begins = (data: Uint8Array, keyword: string) =>
    new TextDecoder('latin1').decode(data.subarray(0, keyword.length + 1)) === `${keyword}\0`
  const heavy = [...readChunks(bytes)].some(
    ({ type, data }) =>
      type === 'zTXt' && [assetsKeyword, directionsKeyword].some(word => begins(data, word)),
  )
  return { texts, record, heavy }
}

/** Some write UTF-8 where PNG has Latin-1; EXIF has room for either. */
const plainly = (text: string | undefined) => (text === undefined ? undefined : mended(text))
const marked = (mark: string, text: string | undefined) =>
  text === undefined ? undefined : `${mark}:${text}`

/** As EXIF: A1111's text in UserComment, ComfyUI's graphs and NovelAI's texts where they put them themselves in WebP. */
function asExif({ texts, record }: KeptTexts): ExifOut {
  const of = (keyword: string, tag: string) => texts.get(keyword) ?? texts.get(`exif:${tag}`)
  const all: { [K in keyof ExifOut]: string | undefined } = {
    UserComment: plainly(texts.get(a1111Keyword)) ?? of('Comment', 'UserComment'),
    MakerNote: record === null ? of('fooocus_scheme', 'MakerNote') : recordMark + record,
    Model: marked('prompt', texts.get('prompt')) ?? texts.get('exif:Model'),
    Make: marked('workflow', texts.get('workflow')) ?? texts.get('exif:Make'),
    Software: of('Software', 'Software'),
    ImageDescription: of('Description', 'ImageDescription'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined))
}

/** As chunks of a PNG whose pixels are these: the record must not claim others. */
export function asChunks({ texts, record }: KeptTexts, pixels: string): Chunk[] {
  const chunks: Chunk[] = []
  const put = (keyword: string, text: string | undefined) => {
    if (text) chunks.push(textChunk(keyword, text))
  }
  put(a1111Keyword, texts.get(a1111Keyword) ?? texts.get('exif:UserComment'))
  put('prompt', /^prompt:(.*)$/s.exec(texts.get('exif:Model') ?? '')?.[1])
  put('workflow', /^workflow:(.*)$/s.exec(texts.get('exif:Make') ?? '')?.[1])
  put('Software', texts.get('exif:Software'))
  put('Description', texts.get('exif:ImageDescription'))
  if (record !== null)
    chunks.push(internationalChunk(recordKeyword, JSON.stringify({ ...JSON.parse(record), pixels })))
  return chunks
}

/** A block of EXIF of at most so many bytes: without our record, or without anything, where it would be longer. */
export function fittingExif(kept: KeptTexts, most: number): { exif: Uint8Array | null; whole: boolean } {
  const all = asExif(kept)
  for (const texts of [all, { ...all, MakerNote: '' }, { UserComment: all.UserComment ?? '' }]) {
    const exif = exifBlock(texts)
    if (!exif || exif.length <= most) return { exif, whole: texts === all }
  }
  return { exif: null, whole: false }
}

/** Whether a block of EXIF says as much of the making as the texts that it was made from. */
export function saysAsMuch(exif: Uint8Array | null, { texts, record }: KeptTexts): boolean {
  if (record !== null) return exif !== null && (readExif(exif).MakerNote ?? '').startsWith(recordMark)
  const before = readForeign(texts)
  if (!before) return true
  const found = new Map<string, string>()
  if (exif) addExif(found, readExif(exif))
  return readForeign(found)?.prompt === before.prompt
}
