import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { encodePicture, encodePlain } from '#engine/png/picture-file.ts'
import { withChunks } from '#shared/png/chunks.ts'
import { paint, paintPlain, pixels, recordOf } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})
const put = (name: string, n: number, prompt?: string) => paint(join(folder, name), n, prompt)
const ids = (library: Awaited<ReturnType<typeof opened>>) => all(library).pictures.map(({ id }) => id)

describe('what changes on disk while nobody looks', () => {
  test('pictures that were added, removed, moved and renamed by hand', async () => {
    const [a, b, c] = [put('a.png', 1), put('deep/er/b.png', 2), paintPlain(join(folder, 'c.PNG'), 3)]
    const library = await opened(scratch.path)
    expect(new Set(ids(library))).toEqual(new Set([a, b, c]))
    expect(await library.get(c)).toMatchObject({ record: null, prompt: '', seed: null, model: '' })
    library.changes.length = 0
    rmSync(join(folder, 'a.png'))
    renameSync(join(folder, 'deep/er/b.png'), join(folder, 'b2.png'))
    const d = put('d.png', 4)
    await library.refresh()
    expect(new Set(ids(library))).toEqual(new Set([b, c, d]))
    expect(library.changes).toEqual([
      { kind: 'removed', ids: [a] },
      { kind: 'added', ids: [d] },
      { kind: 'changed', ids: [b] },
    ])
    expect(library.fileOf(b)).toBe(join(folder, 'b2.png'))
    library.changes.length = 0
    await library.refresh()
    expect(library.changes).toEqual([])
    await library.close()
  })

  test('a picture that is renamed or moved without its sidecar finds it again, index or none', async () => {
    const library = await opened(scratch.path)
    const a = paint(library.incoming('x.png'), 1)
    await library.add(library.incoming('x.png'))
    await library.edit([a], { starred: true, note: 'mine' })
    renameSync(library.fileOf(a), join(folder, 'renamed.png'))
    await library.refresh()
    expect(await library.get(a)).toMatchObject({
      file: join(folder, 'renamed.png'),
      starred: true,
      note: 'mine',
    })
    await library.trash([a])
    renameSync(library.fileOf(a), join(folder, 'back.png'))
    writeFileSync(join(folder, '.back.png.json.1.2.reroll-tmp'), 'left by a killed process')
    await library.rebuild()
    expect(await library.get(a)).toMatchObject({
      file: join(folder, 'back.png'),
      starred: true,
      trashed: null,
    })
    expect(
      readdirSync(folder)
        .filter(name => !/^\.(incoming|trash|reroll-lock)$|^\d{4}/.test(name))
        .sort(),
    ).toEqual(['back.png', 'back.png.json'])
    await library.close()
  })

  test('a sidecar that was edited, and a picture painted over', async () => {
    const a = put('a.png', 1)
    const library = await opened(scratch.path)
    writeFileSync(join(folder, 'a.png.json'), JSON.stringify({ format: 1, starred: true, tags: ['by hand'] }))
    await library.refresh()
    expect(await library.get(a)).toMatchObject({ starred: true, tags: ['by hand'] })
    // Another program painted over it and kept the text with the old id.
    writeFileSync(join(folder, 'a.png'), encodePicture(pixels(77), recordOf(1, 'a red bird')))
    utimesSync(join(folder, 'a.png'), 1, 1)
    await library.refresh()
    expect(ids(library)).toEqual([recordOf(77, '').pixels])
    expect(await library.get(ids(library)[0]!)).toMatchObject({ starred: true })
    await library.close()
  })

  test('a copy is the same picture, and takes its place when the first goes', async () => {
    const a = put('a.png', 1)
    copyFileSync(join(folder, 'a.png'), join(folder, 'z copy.png'))
    const library = await opened(scratch.path)
    expect(ids(library)).toEqual([a])
    expect(library.problems).toEqual([])
    rmSync(join(folder, 'a.png'))
    await library.refresh()
    expect(library.fileOf(a)).toBe(join(folder, 'z copy.png'))
    await library.close()
  })

  test('a copy that was painted over shows as a picture of its own, though it claims the same id', async () => {
    const a = put('a.png', 1)
    writeFileSync(join(folder, 'b.png'), encodePicture(pixels(50), recordOf(1, 'a red bird')))
    const library = await opened(scratch.path)
    expect(new Set(ids(library))).toEqual(new Set([a, recordOf(50, '').pixels]))
    await library.close()
  })
})

describe('files that are no pictures', () => {
  test('each is told once, in a sentence that names it, and nothing else is lost', async () => {
    const good = put('good.png', 1)
    const bytes = readFileSync(join(folder, 'good.png'))
    const bomb = Buffer.from(bytes)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    writeFileSync(join(folder, 'empty.png'), '')
    writeFileSync(join(folder, 'text.png'), 'Dear diary')
    writeFileSync(join(folder, 'bomb.png'), bomb)
    writeFileSync(join(folder, 'half.png'), bytes.subarray(0, bytes.length - 20))
    const library = await opened(scratch.path)
    expect(ids(library)).toEqual([good])
    expect(library.problems.sort()).toEqual([
      expect.stringMatching(/^bomb\.png claims to be 60000 x 60000 pixels; at most 64 million/),
      'empty.png is empty (0 bytes)',
      'half.png is cut short; copy it again',
      'text.png is no PNG, JPEG or WebP picture, whatever its name says',
    ])
    library.problems.length = 0
    await library.refresh()
    expect(library.problems).toEqual([])
    expect(readdirSync(folder).filter(name => name.endsWith('.png'))).toHaveLength(5)
    await library.close()
  })

  test('10 MB of text in a picture are not read, and the picture shows', async () => {
    const text = Buffer.alloc(10e6, 'x')
    text.write('parameters\0')
    const long = withChunks(encodePlain(pixels(3)), [{ type: 'tEXt', data: text }])
    writeFileSync(join(folder, 'long.png'), long)
    const library = await opened(scratch.path)
    expect(ids(library)).toEqual([recordOf(3, '').pixels])
    expect(library.problems[0]).toMatch(/^long\.png holds 9\.5 MiB of text in one piece/)
    await library.close()
  })

  test('a garbage sidecar is kept aside, a newer one left alone and not overwritten', async () => {
    const [a, b] = [put('a.png', 1), put('b.png', 2)]
    writeFileSync(join(folder, 'a.png.json'), '{"format":1,')
    writeFileSync(join(folder, 'b.png.json'), '{"format":3,"stars":5}')
    const library = await opened(scratch.path)
    expect(library.problems).toHaveLength(2)
    await library.edit([a], { note: 'new' })
    const names = readdirSync(folder)
    const kept = names.find(name => name.startsWith('a.png.json.kept-'))
    expect(readFileSync(join(folder, kept!), 'utf8')).toBe('{"format":1,')
    await expect(library.edit([b], { note: 'new' })).rejects.toMatchObject({ code: 'not-writable' })
    await expect(library.trash([b])).rejects.toMatchObject({ code: 'not-writable' })
    expect(readFileSync(join(folder, 'b.png.json'), 'utf8')).toBe('{"format":3,"stars":5}')
    await library.close()
  })
})
