import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { decodeRgb } from '#engine/png/pixels.ts'
import { paint } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})

describe('thumbnails', () => {
  test('are made once, however many ask, 256 px at most, and go with their picture', async () => {
    const id = paint(join(folder, 'a.png'), 5, 'a bird', 400)
    const library = await opened(scratch.path)
    const files = await Promise.all([1, 2, 3].map(() => library.thumbnail(id)))
    expect(new Set(files).size).toBe(1)
    const file = files[0]!
    expect(file).toBe(join(scratch.path, 'cache', 'thumbnails', id.slice(0, 2), `${id}.png`))
    expect(decodeRgb(readFileSync(file), 't.png')).toMatchObject({ width: 256, height: 256 })
    const made = statSync(file).mtimeMs
    expect(statSync(await library.thumbnail(id)).mtimeMs).toBe(made)
    await library.trash([id])
    expect(await library.thumbnail(id)).toBe(file)
    await library.purge()
    expect(existsSync(file)).toBe(false)
    await library.close()
  })

  test('a small picture is its own', async () => {
    const id = paint(join(folder, 'a.png'), 5)
    const library = await opened(scratch.path)
    expect(await library.thumbnail(id)).toBe(join(folder, 'a.png'))
    await library.close()
  })

  test('one whose pixels are damaged is told, and the thread that unpacks goes on', async () => {
    const bad = paint(join(folder, 'bad.png'), 5, 'a bird', 400)
    const good = paint(join(folder, 'good.png'), 6, 'a bird', 400)
    const bytes = readFileSync(join(folder, 'bad.png'))
    bytes.fill(0, bytes.length - 60, bytes.length - 20)
    writeFileSync(join(folder, 'bad.png'), bytes)
    const library = await opened(scratch.path)
    await expect(library.thumbnail(bad)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(existsSync(await library.thumbnail(good))).toBe(true)
    await library.close()
  })
})
