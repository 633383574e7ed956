import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { encodePicture } from '#engine/png/picture-file.ts'
import { openLibrary } from '#main/studio/library/open-library.ts'
import type { ImportEvent } from '#shared/studio/exchange.ts'
import { opened as openedStudio } from '../open-studio.ts'
import { paint, paintPlain, pixels, recordOf } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
let from: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  from = join(scratch.path, 'from')
  mkdirSync(folder)
  mkdirSync(from)
})
const at = new Date(2024, 2, 5, 12)
const here = (root: string) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => /\./.test(basename(name)))
const jpeg = (n: number) =>
  sharp(Buffer.alloc(48 * 48 * 3, n * 40), { raw: { width: 48, height: 48, channels: 3 } })
    .jpeg()
    .toBuffer()

describe('importing', () => {
  test('takes pictures of every kind from folders and files, once each, with what was said of them', async () => {
    const ours = paint(join(from, 'deep/er/ours.png'), 1, 'a red bird')
    writeFileSync(
      join(from, 'deep/er/ours.png.json'),
      JSON.stringify({ format: 1, starred: true, tags: ['keep'] }),
    )
    paint(join(from, 'twin.png'), 1, 'a red bird')
    const plain = paintPlain(join(from, 'plain.PNG'), 2)
    utimesSync(join(from, 'plain.PNG'), at, at)
    writeFileSync(join(from, 'called.png'), await jpeg(3))
    writeFileSync(join(from, 'broken.png'), 'Dear diary')
    writeFileSync(join(from, 'notes.txt'), 'no picture')
    paint(join(from, '.hidden/x.png'), 5)
    paint(join(scratch.path, 'single'), 6, 'named itself')
    const before = here(from)
    const library = await opened(scratch.path)
    const events: ImportEvent[] = []
    const result = await library.import({
      paths: [from, join(scratch.path, 'single'), join(from, 'plain.PNG')],
      onEvent: event => events.push(event),
    })
    expect(result).toMatchObject({ found: 6, known: 1, cancelled: false })
    expect(result.added).toHaveLength(4)
    expect(result.refused).toEqual([
      {
        file: join(from, 'broken.png'),
        reason: 'broken.png is no PNG, JPEG or WebP picture, whatever its name says',
      },
    ])
    expect(events.at(-1)).toMatchObject({ done: 6, of: 6, msLeft: 0 })
    expect(here(from)).toEqual(before)
    expect(new Set(all(library).pictures.map(({ id }) => id))).toEqual(new Set(result.added))
    expect(await library.get(ours)).toMatchObject({ starred: true, tags: ['keep'], prompt: 'a red bird' })
    expect(library.fileOf(plain)).toBe(join(folder, `2024-03/2024-03-05 untitled ${plain.slice(0, 8)}.png`))
    expect(result.added.map(id => library.fileOf(id)).filter(file => file.endsWith('.jpg'))).toHaveLength(1)
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    // The files tell the same as the index.
    const byId = () => all(library).pictures.sort((a, b) => a.id.localeCompare(b.id))
    const listed = byId()
    await library.rebuild()
    expect(byId()).toEqual(listed)
    expect((await library.import({ paths: [from] })).known).toBe(4)
    await library.close()
  })

  test('moving takes away what was imported, and nothing else', async () => {
    paint(join(from, 'a.png'), 1)
    writeFileSync(join(from, 'a.png.json'), JSON.stringify({ format: 1, note: 'mine' }))
    paint(join(from, 'b.png'), 1)
    writeFileSync(join(from, 'c.png'), 'no picture')
    paintPlain(join(from, 'd.png'), 4)
    const library = await opened(scratch.path)
    const result = await library.import({ paths: [from], move: true })
    expect(result).toMatchObject({ added: [expect.any(String), expect.any(String)], known: 1 })
    expect(here(from).sort()).toEqual(['b.png', 'c.png'])
    await library.close()
  })

  test('what is in the trash comes back; what was painted over is a picture of its own', async () => {
    const library = await opened(scratch.path)
    const id = paint(library.incoming('x.png'), 1)
    await library.add(library.incoming('x.png'))
    await library.trash([id])
    paint(join(from, 'a.png'), 1)
    expect(await library.import({ paths: [from] })).toMatchObject({ added: [], known: 1 })
    expect(library.isShown(id)).toBe(true)
    writeFileSync(join(from, 'a.png'), encodePicture(pixels(77), recordOf(1, 'a red bird')))
    expect(await library.import({ paths: [from] })).toMatchObject({
      added: [recordOf(77, '').pixels],
      known: 0,
    })
    await library.close()
  })

  test('ended early it leaves whole pictures with their sidecars, and the rest where it was', async () => {
    for (let n = 0; n < 40; n++) paintPlain(join(from, `${n}.png`), n)
    const library = await opened(scratch.path)
    const stop = new AbortController()
    const result = await library.import({
      paths: [from],
      move: true,
      signal: stop.signal,
      onEvent: () => stop.abort(),
    })
    expect(result.cancelled).toBe(true)
    expect(result.added.length).toBeGreaterThan(0)
    expect(result.added.length).toBeLessThan(40)
    expect(here(from)).toHaveLength(40 - result.added.length)
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    const files = result.added.map(id => library.fileOf(id))
    expect(files.every(file => existsSync(file) && existsSync(`${file}.json`))).toBe(true)
    expect((await library.import({ paths: [from], move: true })).added).toHaveLength(40 - result.added.length)
    expect(all(library).total).toBe(40)
    await library.close()
  })

  test('what a killed import left half-copied is cleared away, and was never a picture', async () => {
    mkdirSync(join(folder, '.incoming'))
    paint(join(folder, '.incoming/.import-1-1.png'), 1)
    const library = await opened(scratch.path)
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    expect(all(library).total).toBe(0)
    await library.close()
  })

  test('what is on its way in when the looking round begins is left to whoever brings it', async () => {
    mkdirSync(join(folder, '.incoming'))
    const left = paint(join(folder, '.incoming/left.png'), 1)
    const library = await openLibrary({ folder, cache: join(scratch.path, 'cache') })
    const [half, whole] = ['.new.png', 'new.png'].map(name => library.incoming(name))
    paint(half!, 2)
    paint(whole!, 3)
    await library.catchUp()
    expect(all(library).pictures.map(({ id }) => id)).toEqual([left])
    expect([half, whole].map(file => existsSync(file!))).toEqual([true, true])
    await library.add(whole!)
    expect(all(library).total).toBe(2)
    await library.close()
  })

  test('a sidecar that nobody understands is left as it is', async () => {
    const id = paint(join(from, 'a.png'), 1)
    writeFileSync(join(from, 'a.png.json'), '{"format": "mine"}')
    const library = await opened(scratch.path)
    await library.import({ paths: [from], move: true })
    expect(readFileSync(join(from, 'a.png.json'), 'utf8')).toBe('{"format": "mine"}')
    expect(await library.get(id)).toMatchObject({ starred: false, note: '' })
    expect(library.problems).toEqual([])
    await library.close()
  })

  test('what cannot be is told in a sentence', async () => {
    const library = await opened(scratch.path)
    const refused = (paths: string[]) => expect(library.import({ paths })).rejects
    await refused(['/no/such/folder']).toMatchObject({
      code: 'invalid-input',
      message: 'Cannot read /no/such/folder: there is no such file or folder',
    })
    await refused([folder]).toMatchObject({ message: expect.stringMatching(/lies in the library already/) })
    // A library inside what is imported is passed over.
    paint(library.incoming('x.png'), 1)
    await library.add(library.incoming('x.png'))
    paint(join(from, 'a.png'), 2)
    expect(await library.import({ paths: [scratch.path] })).toMatchObject({ found: 1, known: 0 })
    const onlooker = await opened(scratch.path)
    await expect(onlooker.import({ paths: [from] })).rejects.toMatchObject({ code: 'not-writable' })
    await onlooker.close()
    await library.close()
  })

  test('a window asks for it through the contract', async () => {
    for (let n = 0; n < 20; n++) paint(join(from, `${n}.png`), n)
    const { studio, call } = await openedStudio(scratch.path)
    const events: ImportEvent[] = []
    const result = await call('library.import', { paths: [from] }, { onEvent: event => events.push(event) })
    expect(result.added).toHaveLength(20)
    expect(events.at(-1)).toMatchObject({ done: 20, of: 20 })
    expect((await call('pictures.range', {})).total).toBe(20)
    await studio.close()
  })
})
