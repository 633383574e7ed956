import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { contactSheet } from '#main/studio/export/contact-sheet.ts'
import { type ExportOptions, exportPictures } from '#main/studio/export/export-pictures.ts'
import { idsOf } from '#main/studio/export/ids-of.ts'
import { lines, writable, write } from '#main/studio/export/label.ts'
import { zipSink } from '#main/studio/export/zip-sink.ts'
import type { ExportEvent } from '#shared/studio/exchange.ts'
import { type Opened, opened } from '../library/open.ts'
import { opened as openedStudio } from '../open-studio.ts'
import { paint, pixels } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
let folder: string
let to: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  to = join(scratch.path, 'out')
  mkdirSync(folder)
})
const here = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
const usual = { format: null, quality: null, strip: false, sheet: false, gallery: false } as const
const exported = (library: Opened, more: Partial<ExportOptions> = {}) =>
  exportPictures(library, { ...usual, to, ids: idsOf(library, { trashed: false }), ...more })

async function three(): Promise<Opened> {
  paint(join(folder, 'a.png'), 1, 'a red bird')
  paint(join(folder, 'deep/a.png'), 2, 'a <b>blue</b> "fox" & co')
  writeFileSync(
    join(folder, 'photo.jpg'),
    await sharp({ create: { width: 300, height: 200, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer(),
  )
  return opened(scratch.path)
}

describe('exporting', () => {
  test('into a folder: each as it is, under its own name, and nothing there is replaced', async () => {
    const library = await three()
    const events: ExportEvent[] = []
    expect(await exported(library, { onEvent: event => events.push(event) })).toEqual({
      to,
      written: 3,
      problems: [],
    })
    expect(events.map(({ done, of }) => `${done}/${of}`)).toEqual(['1/3', '2/3', '3/3'])
    expect(events.at(-1)!.msLeft).toBe(0)
    expect(here(to)).toEqual(['a 2.png', 'a.png', 'photo.jpg'])
    const [first, second] = ['a.png', 'a 2.png'].map(name => readFileSync(join(to, name)))
    expect([first, second]).toEqual(
      expect.arrayContaining([readFileSync(join(folder, 'a.png')), readFileSync(join(folder, 'deep/a.png'))]),
    )
    writeFileSync(join(to, 'mine.txt'), 'mine')
    await exported(library)
    expect(here(to)).toEqual([
      'a 2.png',
      'a 3.png',
      'a 4.png',
      'a.png',
      'mine.txt',
      'photo 2.jpg',
      'photo.jpg',
    ])
    expect(readFileSync(join(to, 'a.png'))).toEqual(first)
    const stop = new AbortController()
    const before = here(to)
    const cancelled = exported(library, { signal: stop.signal, onEvent: () => stop.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(here(to)).toEqual(before)
    await library.close()
  })

  test('as another kind, on a thread of its own', async () => {
    const library = await three()
    await exported(library, { format: 'webp', quality: 80 })
    const names = here(to)
    expect(names.filter(name => name.endsWith('.webp'))).toHaveLength(3)
    const said = names.map(name => {
      const bytes = new Uint8Array(readFileSync(join(to, name)))
      return name === 'photo.webp' ? null : pictureOrigin(bytes, name).kind
    })
    expect(said.filter(kind => kind === 'reroll')).toHaveLength(2)
    await library.close()
  })

  test('into a ZIP, with what is in it as JSON', async () => {
    const library = await three()
    const [id] = idsOf(library, { trashed: false, text: 'bird' })
    await library.edit([id!], { starred: true, addTags: ['keep'], note: 'mine' })
    const file = join(scratch.path, 'out.zip')
    writeFileSync(file, 'an older one')
    expect(await exported(library, { to: file, sheet: true })).toMatchObject({ written: 3 })
    const files = unzipSync(new Uint8Array(readFileSync(file)))
    expect(Object.keys(files).sort()).toEqual([
      'a 2.png',
      'a.png',
      'contact-sheet.png',
      'photo.jpg',
      'pictures.json',
    ])
    const told = JSON.parse(new TextDecoder().decode(files['pictures.json']))
    const bird = told.find((one: { id: string }) => one.id === id)
    expect(bird).toMatchObject({
      prompt: 'a red bird',
      seed: '1',
      tags: ['keep'],
      note: 'mine',
      starred: true,
    })
    expect(bird.record.settings.negative).toBe('rain')
    expect(Buffer.from(files[bird.file]!)).toEqual(readFileSync(library.fileOf(id!)))
    expect(readdirSync(scratch.path).filter(name => name.startsWith('.'))).toEqual([])
    await library.close()
  })

  test('stripped, neither files nor names nor lists say a word', async () => {
    const library = await three()
    const file = join(scratch.path, 'out.zip')
    await exported(library, { to: file, strip: true, gallery: true })
    const files = unzipSync(new Uint8Array(readFileSync(file)))
    for (const [name, bytes] of Object.entries(files)) {
      expect(`${name} ${Buffer.from(bytes).toString('latin1')}`).not.toMatch(/bird|fox|picturebook|Steps:/)
    }
    await library.close()
  })

  test('as a gallery: every file that the page names is there, and no text of a picture becomes a tag', async () => {
    const library = await three()
    await exported(library, { gallery: true })
    const html = readFileSync(join(to, 'index.html'), 'utf8')
    expect(html).toContain('&lt;b&gt;blue&lt;/b&gt; &quot;fox&quot; &amp; co')
    expect(html).not.toContain('<b>')
    expect(html).not.toMatch(/https?:|<script>|<style|\son\w+=|style=/)
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => decodeURIComponent(name!))
    expect(named).toHaveLength(2 + 2 * 3)
    for (const name of named) expect(here(to)).toContain(name)
    expect(JSON.parse(readFileSync(join(to, 'pictures.json'), 'utf8'))).toHaveLength(3)
    for (const name of readdirSync(join(to, 'thumbnails')))
      expect(Math.max(...sizeOf(join(to, 'thumbnails', name)))).toBeLessThanOrEqual(256)
    await expect(exported(library, { gallery: true })).rejects.toThrow(/is not empty; give a new folder/)
    await library.close()
  })

  test('contact sheets hold 48 pictures each, with their words', async () => {
    for (let n = 0; n < 49; n++) paint(join(folder, `${n}.png`), n)
    const library = await opened(scratch.path)
    await exported(library, { sheet: true })
    expect(here(to).filter(name => name.startsWith('contact'))).toEqual([
      'contact-sheet-1.png',
      'contact-sheet-2.png',
    ])
    const cell = (prompt: string) =>
      decodeRgb(contactSheet([{ picture: pixels(9, 200), prompt, below: 'seed 7' }]), 'x')
    const [blank, told] = [cell(''), cell('a red bird')]
    expect(told).toMatchObject({ width: 248, height: 310 })
    const dark = ({ rgb }: { rgb: Uint8Array }, from: number, to: number) => {
      let count = 0
      for (let p = from * 248; p < to * 248; p++) if (rgb[p * 3]! < 60) count++
      return count
    }
    expect(dark(blank, 232, 250)).toBe(0)
    expect(dark(told, 232, 250)).toBeGreaterThan(50)
    await library.close()
  })

  test.each(['out', 'out.zip'])('cancelled, nothing is left: %s', async name => {
    const library = await three()
    const before = readdirSync(scratch.path)
    const stop = new AbortController()
    const options = { to: join(scratch.path, name), signal: stop.signal, onEvent: () => stop.abort() }
    await expect(exported(library, options)).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(scratch.path)).toEqual(before)
    await library.close()
  })

  test('one that is damaged is told of and left out; where all are, nothing is written', async () => {
    const library = await three()
    const whole = readFileSync(join(folder, 'a.png'))
    writeFileSync(join(folder, 'a.png'), whole.subarray(0, 60))
    const result = await exported(library, { format: 'jpeg', to: join(scratch.path, 'some') })
    expect(result.written).toBe(2)
    expect(result.problems).toEqual([expect.stringMatching(/^a\.png is (cut short|damaged)/)])
    const [id] = idsOf(library, { trashed: false, text: 'bird' })
    await expect(exported(library, { ids: [id!], format: 'jpeg' })).rejects.toThrow(
      /^None of them could be read: a\.png/,
    )
    expect(readdirSync(scratch.path)).not.toContain('out')
    await library.close()
  })

  test('what cannot be is told in a sentence, and nothing is left', async () => {
    const library = await three()
    const before = readdirSync(scratch.path)
    await expect(exported(library, { ids: [] })).rejects.toThrow(/nothing to export/)
    await expect(exported(library, { to: join(folder, 'out') })).rejects.toThrow(/lies in the library/)
    await expect(exported(library, { to: join(scratch.path, 'no/such/out') })).rejects.toMatchObject({
      code: 'not-writable',
    })
    await expect(exported(library, { to: join(folder, 'photo.jpg', 'x.zip') })).rejects.toMatchObject({
      code: 'not-writable',
    })
    const small = await zipSink(join(scratch.path, 'x.zip'), { bytes: 1000, files: 2 })
    await expect(small.put('a', new Uint8Array(900))).rejects.toThrow(/more than one ZIP holds/)
    await small.discard()
    expect(readdirSync(scratch.path)).toEqual(before)
    await library.close()
  })

  test('a window asks for it through the contract', async () => {
    paint(join(folder, 'a.png'), 1)
    paint(join(folder, 'b.png'), 2, 'a fox')
    const { studio, call } = await openedStudio(scratch.path)
    await call('library.rebuild', undefined)
    const events: ExportEvent[] = []
    const wish = { to, filter: { text: 'fox' } }
    expect(await call('library.export', wish, { onEvent: event => events.push(event) })).toMatchObject({
      written: 1,
    })
    expect(events).toEqual([{ done: 1, of: 1, msLeft: 0 }])
    expect(here(to)).toEqual(['b.png'])
    await studio.close()
  })
})

const sizeOf = (file: string) => {
  const { width, height } = decodeRgb(readFileSync(file), 'x')
  return [width, height]
}

describe('labels', () => {
  test('break between words, end in an ellipsis, and keep within their columns', () => {
    expect(lines('a red bird on a branch', 12, 2)).toEqual(['a red bird', 'on a branch'])
    expect(lines('a red bird on a branch of a tree', 12, 2)).toEqual(['a red bird', 'on a branch…'])
    expect(lines('x'.repeat(30), 12, 2)).toEqual(['x'.repeat(12), `${'x'.repeat(11)}…`])
    expect(lines('', 12, 2)).toEqual([])
  })

  test('letters that the font lacks lose their accents, or are squares', () => {
    expect(String.fromCodePoint(...writable('é Ж ṩ 灯'))).toBe('é Ж s □')
    const paper = { width: 20, height: 16, rgb: new Uint8Array(20 * 16 * 3) }
    write(paper, 'AA', 8, 0, [255, 255, 255])
    const rows = (x: number) => Array.from({ length: 16 }, (_, y) => paper.rgb[(y * 20 + x) * 3])
    expect(rows(3).every(value => value === 0)).toBe(true)
    expect(rows(11).some(value => value === 255)).toBe(true)
  })
})
