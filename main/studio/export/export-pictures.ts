import { readFile } from 'node:fs/promises'
import { basename, extname, resolve, sep } from 'node:path'
import { shrinkTo } from '#engine/area-average.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { cancelled, StudioError, toWire } from '#shared/errors.ts'
import type { ExportEvent, ExportResult, ExportWish } from '#shared/studio/exchange.ts'
import { decodePicture } from '../codecs/decode-picture.ts'
import { helperFile } from '../helper-file.ts'
import { thumbnailSide } from '../library/limits.ts'
import type { Library } from '../library/open-library.ts'
import { oneThread, type Thread } from '../one-thread.ts'
import { contactSheet, type SheetCell, sheetMost } from './contact-sheet.ts'
import { type ExportedPicture, exportedPicture } from './exported.ts'
import { folderSink, type Sink } from './folder-sink.ts'
import { galleryFiles } from './gallery-page.ts'
import { type Recoded, type RecodeWish, recode } from './recode.ts'
import { zipSink } from './zip-sink.ts'

export type ExportOptions = Omit<ExportWish, 'ids' | 'filter'> & {
  ids: readonly string[]
  signal?: AbortSignal | undefined
  onEvent?: ((event: ExportEvent) => void) | undefined
}

/**
 * Writes pictures of a library as files into a folder or a ZIP, with a contact sheet or as a gallery: all of them,
 * or, cancelled or failed, none. One that cannot be read is told of and left out.
 * Errors: `invalid-input`, `not-writable`, `disk-full`, `cancelled`.
 */
export async function exportPictures(library: Library, options: ExportOptions): Promise<ExportResult> {
  const { ids, to, gallery, sheet } = options
  if (!ids.length)
    throw new StudioError('invalid-input', 'There is nothing to export: no picture is like that')
  const zipped = extname(to).toLowerCase() === '.zip'
  if (!zipped && inside(to, library.folder))
    throw new StudioError(
      'invalid-input',
      `${to} lies in the library, which would take it for more pictures; give another folder`,
    )
  const watched = library.watchedFolderOf(to)
  if (watched)
    throw new StudioError(
      'invalid-input',
      `${to} lies in ${watched}, which is watched: Reroll writes nothing there; give another folder`,
    )
  const folder = zipped ? null : await folderSink(to, gallery)
  const sink: Sink = folder ?? (await zipSink(to))
  const thread = oneThread<RecodeWish, Recoded>(
    helperFile('recode', './recode-worker.ts', import.meta.url),
    recode,
  )
  try {
    const done = await writeAll(library, options, sink, thread, new Set(folder?.taken))
    if (sheet) await writeSheets(library, done.pictures, sink, options)
    if (gallery)
      for (const [name, text] of Object.entries(galleryFiles('Pictures', done.pictures)))
        await sink.put(name, text)
    if (gallery || zipped) await sink.put('pictures.json', `${JSON.stringify(done.pictures, null, 1)}\n`)
    options.signal?.throwIfAborted()
    if (!done.pictures.length)
      throw new StudioError('invalid-input', `None of them could be read: ${done.problems[0]!}`)
    await sink.finish()
    return { to, written: done.pictures.length, problems: done.problems }
  } catch (error) {
    await sink.discard()
    throw options.signal?.aborted ? cancelled() : error
  } finally {
    await thread.close()
  }
}

const inside = (path: string, folder: string) =>
  `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`)

type Done = { pictures: ExportedPicture[]; problems: string[] }

async function writeAll(
  library: Library,
  { ids, format, quality, strip, gallery, sheet, signal, onEvent = () => {} }: ExportOptions,
  sink: Sink,
  thread: Thread<RecodeWish, Recoded>,
  taken: Set<string>,
): Promise<Done> {
  const done: Done = { pictures: [], problems: [] }
  for (const name of ['contact-sheet.png', 'pictures.json']) taken.add(name)
  const aborted = whenAborted(signal)
  const begun = performance.now()
  for (const [i, id] of ids.entries()) {
    signal?.throwIfAborted()
    try {
      const detail = await library.get(id)
      const { bytes, ending, notes } = await Promise.race([
        thread.ask({ file: detail.file, format, quality, strip }),
        aborted,
      ])
      // A name tells the words.
      const stem = strip ? id.slice(0, 16) : basename(detail.file, extname(detail.file))
      const name = unused(stem, ending, taken)
      const place = gallery ? `pictures/${name}` : name
      const thumbnail = gallery ? `thumbnails/${id}.png` : null
      // Before the picture is written: one that cannot be unpacked is no part of a gallery or a sheet.
      const small = gallery || sheet ? await readFile(await library.thumbnail(id)) : null
      if (thumbnail && small) await sink.put(thumbnail, await plainThumbnail(small, id))
      await sink.put(place, bytes)
      done.pictures.push(exportedPicture(detail, place, thumbnail, strip))
      done.problems.push(...notes.map(note => `${name}: ${note}`))
    } catch (error) {
      const { code, message } = toWire(error)
      if (
        signal?.aborted ||
        code === 'disk-full' ||
        code === 'not-writable' ||
        /^That is more than/.test(message)
      )
        throw error
      done.problems.push(message)
    }
    const msLeft = ((performance.now() - begun) / (i + 1)) * (ids.length - i - 1)
    onEvent({ done: i + 1, of: ids.length, msLeft })
  }
  return done
}

/** Fails as soon as the signal says so: a large AVIF takes minutes, and its thread can be ended. */
function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  const ending = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(cancelled()), { once: true }),
  )
  ending.catch(() => {})
  return ending
}

/** A small picture is its own thumbnail in the library, texts and all. */
async function plainThumbnail(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  return encodePlain(shrinkTo(await decodePicture(new Uint8Array(bytes), name), thumbnailSide))
}

/** Compared without regard to case, as some disks do. */
function unused(stem: string, ending: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const name = `${stem}${n > 1 ? ` ${n}` : ''}${ending}`
    if ([name, name.toLowerCase()].some(known => taken.has(known))) continue
    taken.add(name).add(name.toLowerCase())
    return name
  }
}

async function writeSheets(
  library: Library,
  pictures: readonly ExportedPicture[],
  sink: Sink,
  { signal }: ExportOptions,
): Promise<void> {
  const pages = Math.ceil(pictures.length / sheetMost)
  for (let page = 0; page < pages; page++) {
    signal?.throwIfAborted()
    const cells: SheetCell[] = []
    for (const { id, prompt, seed, width, height } of pictures.slice(
      page * sheetMost,
      (page + 1) * sheetMost,
    )) {
      const file = await library.thumbnail(id)
      const picture = await decodePicture(new Uint8Array(await readFile(file)), basename(file))
      const numbers = [seed === null ? '' : `seed ${seed}`, `${width} x ${height}`].filter(Boolean).join(', ')
      cells.push({ picture, prompt, below: numbers })
    }
    const number = pages > 1 ? `-${String(page + 1).padStart(String(pages).length, '0')}` : ''
    await sink.put(`contact-sheet${number}.png`, contactSheet(cells))
  }
}
