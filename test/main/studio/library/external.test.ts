import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { encodePicture } from '#engine/png/picture-file.ts'
import { exportPictures } from '#main/studio/export/export-pictures.ts'
import { paint, paintPlain, pixels, recordOf } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
let comfy: string
let forge: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  comfy = join(scratch.path, 'ComfyUI', 'output')
  forge = join(scratch.path, 'forge')
  for (const path of [folder, comfy, forge]) mkdirSync(path, { recursive: true })
})
type Opened = Awaited<ReturnType<typeof opened>>
const ids = (library: Opened, query = '') =>
  all(library, query ? { query } : {})
    .pictures.map(({ id }) => id)
    .sort()

/** Every name below a folder with its size, times and bytes: what nobody may change. */
const snapshot = (root: string) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => {
      const path = join(root, name)
      const { size, mtimeMs, ctimeMs, mode } = statSync(path)
      return [name, size, mtimeMs, ctimeMs, mode, statSync(path).isFile() ? readFileSync(path, 'base64') : '']
    })

/** All that a library shows, with everything that is known of it; `match` and order aside. */
const content = async (library: Opened) => {
  const shown = [...all(library).pictures, ...all(library, { trashed: true }).pictures]
  const details = await Promise.all(shown.map(({ id }) => library.get(id)))
  return details.sort((a, b) => (a.id < b.id ? -1 : 1))
}

describe('folders watched beside the library', () => {
  test('their pictures show with the library’s, are found by every query, and have their record in the library', async () => {
    const own = paint(join(folder, 'own.png'), 1)
    const a = paint(join(comfy, '2026', 'a.png'), 2, 'a blue fox')
    const b = paintPlain(join(forge, 'b.png'), 3)
    paint(join(comfy, 'thumbnails', 'a.png'), 4)
    paint(join(comfy, '.hidden', 'a.png'), 5)
    const before = [snapshot(comfy), snapshot(forge)]
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.addFolder(forge, 'Forge')
    expect(ids(library)).toEqual([own, a, b].sort())
    expect(library.folders()).toEqual([
      { folder: comfy, name: 'output', pictures: 1, problem: null },
      { folder: forge, name: 'Forge', pictures: 1, problem: null },
    ])
    expect(await library.info()).toMatchObject({ pictures: 1, external: 2 })
    expect(ids(library, 'fox')).toEqual([a])
    expect(ids(library, 'seed:2')).toEqual([a])
    expect(ids(library, 'in:forge')).toEqual([b])
    expect(ids(library, 'folder:output')).toEqual([a])
    expect(ids(library, 'in:library')).toEqual([own])
    expect(ids(library, 'is:external')).toEqual([a, b].sort())
    expect(ids(library, '-is:external')).toEqual([own])
    await library.edit([a, b], {
      stars: 4,
      label: 'blue',
      addTags: ['away'],
      addBoards: ['wall'],
      note: 'mine',
    })
    expect(ids(library, 'stars:4 label:blue tag:away board:wall note:mine')).toEqual([a, b].sort())
    expect(await library.get(a)).toMatchObject({
      file: join(comfy, '2026', 'a.png'),
      external: { folder: 'output', missing: false },
      record: { settings: { prompt: 'a blue fox' } },
      stars: 4,
    })
    await library.thumbnail(b)
    expect(await library.pngOf(a)).toBe(join(comfy, '2026', 'a.png'))
    expect(existsSync(join(folder, 'external', a.slice(0, 2), `${a}.json`))).toBe(true)
    expect([snapshot(comfy), snapshot(forge)]).toEqual(before)
    await library.close()
  })

  test('the index can be thrown away and comes back the same, records of watched pictures and the missing too', async () => {
    paint(join(folder, 'own.png'), 1)
    const a = paint(join(comfy, 'a.png'), 2)
    const b = paintPlain(join(forge, 'b.png'), 3)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.addFolder(forge)
    await library.edit([a], { stars: 5, addTags: ['t'] })
    await library.edit([b], { note: 'n', addBoards: ['board'], label: 'red' })
    const before = await content(library)
    await library.rebuild()
    expect(await content(library)).toEqual(before)
    await library.close()
    rmSync(join(scratch.path, 'cache'), { recursive: true })
    const again = await opened(scratch.path)
    expect(await content(again)).toEqual(before)
    expect(again.folders().map(({ name }) => name)).toEqual(['output', 'forge'])
    // With a folder that is not there, rebuilding keeps what is known of it.
    renameSync(forge, join(scratch.path, 'unplugged'))
    await again.refresh()
    await again.rebuild()
    expect(ids(again, 'is:missing')).toEqual([b])
    expect(await again.get(b)).toMatchObject({
      note: 'n',
      boards: ['board'],
      external: { missing: true },
    })
    renameSync(join(scratch.path, 'unplugged'), forge)
    await again.refresh()
    expect(await content(again)).toEqual(before)
    await again.close()
  })

  test('what is added, moved, changed and removed there is noticed, and a record follows its picture', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.addFolder(forge)
    await library.edit([a], { stars: 3, note: 'follows' })
    const b = paint(join(comfy, 'new', 'b.png'), 2)
    renameSync(join(comfy, 'a.png'), join(forge, 'moved.png'))
    await library.refresh()
    expect(ids(library)).toEqual([a, b].sort())
    expect(await library.get(a)).toMatchObject({
      file: join(forge, 'moved.png'),
      stars: 3,
      note: 'follows',
      external: { folder: 'forge' },
    })
    writeFileSync(join(comfy, 'new', 'b.png'), encodePicture(pixels(77), recordOf(2, 'painted over')))
    await library.refresh()
    expect(ids(library, 'in:output')).toEqual([recordOf(77, '').pixels])
    rmSync(join(forge, 'moved.png'))
    await library.refresh()
    expect(ids(library, 'in:forge')).toEqual([])
    // It comes back, and so does what was said of it.
    paint(join(comfy, 'back.png'), 1)
    await library.refresh()
    expect(await library.get(a)).toMatchObject({ stars: 3, note: 'follows' })
    await library.close()
  })

  test('while it is watched, by itself', async () => {
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    library.watchFiles()
    const a = paint(join(comfy, 'a.png'), 1)
    await expect.poll(() => ids(library), { timeout: 30_000 }).toEqual([a])
    await library.addFolder(forge)
    const b = paint(join(forge, 'b.png'), 2)
    await expect.poll(() => ids(library), { timeout: 30_000 }).toEqual([a, b].sort())
    rmSync(join(comfy, 'a.png'))
    await expect.poll(() => ids(library), { timeout: 30_000 }).toEqual([b])
    // A disk that goes and comes says nothing; it is asked for.
    renameSync(forge, join(scratch.path, 'unplugged'))
    await expect.poll(() => ids(library, 'is:missing'), { timeout: 30_000 }).toEqual([b])
    renameSync(join(scratch.path, 'unplugged'), forge)
    await expect.poll(() => ids(library, '-is:missing'), { timeout: 30_000 }).toEqual([b])
    await library.close()
  }, 120_000)

  test('a folder that is not there keeps its pictures as missing, and can be described, not read', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.edit([a], { stars: 2 })
    const small = await library.thumbnail(a)
    renameSync(comfy, `${comfy} gone`)
    await library.refresh()
    expect(ids(library, 'is:missing stars:2')).toEqual([a])
    expect(library.folders()[0]!.problem).toMatch(/is not there: connect its disk/)
    expect(() => library.fileOf(a)).toThrow(/a\.png cannot be read now: .*connect its disk/)
    // What was seen once is seen still, and can be rated.
    expect(await library.thumbnail(a)).toBe(small)
    await library.edit([a], { stars: 5 })
    renameSync(`${comfy} gone`, comfy)
    await library.refresh()
    expect(await library.get(a)).toMatchObject({ stars: 5, external: { missing: false } })
    expect(library.fileOf(a)).toBe(join(comfy, 'a.png'))
    await library.close()
  })

  test('taken from the list, its pictures show no more; added again, all that was said is back', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.edit([a], { note: 'kept' })
    await library.removeFolder('output')
    expect(ids(library)).toEqual([])
    await expect(library.removeFolder(comfy)).rejects.toThrow(/is not watched; no folder is/)
    await library.addFolder(comfy)
    expect(await library.get(a)).toMatchObject({ note: 'kept' })
    await library.close()
  })
})

describe('what the library has too', () => {
  test('importing keeps what was said, shows once, and leaves the watched folder as it was, whatever --move says', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    const b = paint(join(comfy, 'b.png'), 2)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.edit([a, b], { stars: 4, addTags: ['x'], note: 'said' })
    const before = snapshot(comfy)
    await expect(library.trash([a])).rejects.toThrow(/lies in a watched folder.*import first/)
    const result = await library.importExternal([a], {})
    expect(result).toMatchObject({ added: [a], known: 0, refused: [] })
    expect(await library.get(a)).toMatchObject({ stars: 4, tags: ['x'], note: 'said' })
    expect((await library.get(a)).external).toBeUndefined()
    expect(library.fileOf(a).startsWith(folder)).toBe(true)
    const moved = await library.import({ paths: [join(comfy, 'b.png')], move: true })
    expect(moved.added).toEqual([b])
    expect(moved.refused[0]?.reason).toMatch(/left where it was/)
    expect(snapshot(comfy)).toEqual(before)
    expect(all(library).total).toBe(2)
    await library.refresh()
    expect(all(library).total).toBe(2)
    expect(library.folders()[0]!.pictures).toBe(0)
    await expect(library.importExternal([a], {})).rejects.toThrow(/in the library already/)
    // Thrown away it is gone; deleted for good, what lies in the watched folder shows again.
    await library.trash([a])
    await library.refresh()
    expect(ids(library)).toEqual([b])
    const trashed = await content(library)
    await library.rebuild()
    expect(await content(library)).toEqual(trashed)
    await library.purge([a])
    expect(await library.get(a)).toMatchObject({ external: { folder: 'output' }, stars: 4, note: 'said' })
    expect(snapshot(comfy)).toEqual(before)
    await library.close()
  })

  test('a copy by hand, and drawing the same picture again, bring along what was said', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    const b = paint(join(comfy, 'b.png'), 2)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    await library.edit([a, b], { stars: 3 })
    copyFileSync(join(comfy, 'a.png'), join(folder, 'by hand.png'))
    await library.refresh()
    expect(await library.get(a)).toMatchObject({ file: join(folder, 'by hand.png'), stars: 3 })
    paint(library.incoming('x.png'), 2)
    await library.add(library.incoming('x.png'))
    expect(await library.get(b)).toMatchObject({ stars: 3 })
    expect(library.fileOf(b).startsWith(folder)).toBe(true)
    const before = await content(library)
    await library.rebuild()
    expect(await content(library)).toEqual(before)
    await library.close()
  })

  test('deleting some of each is refused as a whole, and exporting into a watched folder too', async () => {
    const own = paint(join(folder, 'own.png'), 1)
    const a = paint(join(comfy, 'a.png'), 2)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    const before = snapshot(comfy)
    await expect(library.trash([own, a])).rejects.toThrow(/^1 of these 2 pictures lies in a watched folder/)
    expect(ids(library)).toEqual([own, a].sort())
    const wish = { format: null, quality: null, strip: false, sheet: false, gallery: false }
    await expect(exportPictures(library, { ...wish, to: join(comfy, 'out'), ids: [own] })).rejects.toThrow(
      /is watched: Reroll writes nothing there/,
    )
    const away = join(scratch.path, 'away')
    expect(await exportPictures(library, { ...wish, sheet: true, to: away, ids: [own, a] })).toMatchObject({
      written: 2,
      problems: [],
    })
    expect(snapshot(comfy)).toEqual(before)
    await library.close()
  })
})

describe('folders that cannot be watched are refused, each with its reason', () => {
  test('the library, what lies in it or around it, what is watched, what is no folder, links in a circle', async () => {
    const library = await opened(scratch.path)
    mkdirSync(join(folder, 'inside'))
    mkdirSync(join(comfy, 'deep'))
    writeFileSync(join(scratch.path, 'file'), '')
    symlinkSync(join(scratch.path, 'loop b'), join(scratch.path, 'loop a'))
    symlinkSync(join(scratch.path, 'loop a'), join(scratch.path, 'loop b'))
    symlinkSync(folder, join(scratch.path, 'link'))
    await library.addFolder(comfy)
    const cases: [string, RegExp][] = [
      [folder, /is the library itself/],
      [join(scratch.path, 'link'), /is the library itself/],
      [join(folder, 'inside'), /lies in the library/],
      [scratch.path, /holds the library/],
      [comfy, /is watched already/],
      [join(comfy, 'deep'), /lies in .*, which is watched already/],
      [join(scratch.path, 'ComfyUI'), /holds .*stop watching that one first/],
      [join(scratch.path, 'file'), /is a file, not a folder/],
      [join(scratch.path, 'nowhere'), /is not there/],
      [join(scratch.path, 'loop a'), /leads back to itself/],
    ]
    for (const [path, why] of cases)
      await expect(library.addFolder(path), path).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringMatching(why),
      })
    expect(library.folders()).toHaveLength(1)
    await library.close()
  })

  test('a circle of links within is not walked, and a link to the library becomes no second one', async () => {
    const a = paint(join(comfy, 'a.png'), 1)
    symlinkSync(comfy, join(comfy, 'round'))
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    expect(ids(library)).toEqual([a])
    const link = join(scratch.path, 'link')
    symlinkSync(forge, link)
    const b = paint(join(forge, 'b.png'), 2)
    await library.addFolder(link)
    expect(ids(library)).toEqual([a, b].sort())
    // The link is turned to the library: it cannot be looked at any more, and nothing is forgotten.
    rmSync(link)
    symlinkSync(folder, link)
    await library.refresh()
    expect(library.folders()[1]!.problem).toMatch(/is the library itself/)
    expect(ids(library, 'is:missing')).toEqual([b])
    await library.close()
  })

  test('a list of a newer format is left alone, a garbage one is kept aside', async () => {
    paint(join(comfy, 'a.png'), 1)
    const library = await opened(scratch.path)
    await library.addFolder(comfy)
    const file = join(folder, 'external', 'folders.json')
    writeFileSync(file, '{"format":2}')
    await library.refresh()
    expect(library.problems.at(-1)).toMatch(/newer Reroll/)
    expect(library.folders()).toHaveLength(1)
    await expect(library.addFolder(forge)).rejects.toMatchObject({ code: 'not-writable' })
    expect(readFileSync(file, 'utf8')).toBe('{"format":2}')
    writeFileSync(file, 'garbage')
    await library.refresh()
    expect(library.problems.at(-1)).toMatch(/was kept as .*add the watched folders again/)
    expect(library.folders()).toEqual([])
    await library.close()
  })
})
