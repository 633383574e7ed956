import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawings } from '#main/studio/canvas/drawings.ts'
import { someDrawing } from './some-drawing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reroll-drawings-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A drawing with so many strokes, each appended by itself. */
async function drawn(strokes: number) {
  const { records, layer, strokeOf } = someDrawing()
  const kept = drawings(folder)
  const id = await kept.create('Heron', records)
  for (let i = 0; i < strokes; i++) await kept.append(id, i, { [`s${i}`]: strokeOf(`s${i}`) })
  return { kept, id, layer, strokeOf, count: records.length }
}

describe('drawings', () => {
  test('what was appended is there when they are opened anew', async () => {
    const { id, count } = await drawn(3)
    const again = await drawings(folder).open(id)
    expect(again).toMatchObject({ name: 'Heron', revision: 3, lost: null })
    expect(again.records.length).toBe(count + 3)
  })

  test('a journal that has grown becomes a new snapshot, and all is still there', async () => {
    const { id, count } = await drawn(405)
    expect(await readdir(join(folder, id))).toEqual(
      expect.arrayContaining(['snapshot-0.json', 'snapshot-400.json', 'journal-400.jsonl']),
    )
    const again = await drawings(folder).open(id)
    expect([again.revision, again.records.length, again.lost]).toEqual([405, count + 405, null])
  })

  test('a damaged newest snapshot loses nothing: the one before it and its journal have it all', async () => {
    const { id, count } = await drawn(405)
    await writeFile(join(folder, id, 'snapshot-400.json'), '{"format":1,"rec')
    const again = await drawings(folder).open(id)
    expect([again.revision, again.records.length, again.lost]).toEqual([405, count + 405, null])
  })

  test('a line that was cut off is dropped and told, and what follows is kept', async () => {
    const { id, strokeOf, count } = await drawn(2)
    await appendFile(join(folder, id, 'journal-0.jsonl'), '0123abcd {"revision":3,"chan')
    const other = drawings(folder)
    const again = await other.open(id)
    expect(again.revision).toBe(2)
    expect(again.lost).toMatch(/cut off/)
    expect(await other.append(id, 2, { s9: strokeOf('s9') })).toBe(3)
    const third = await drawings(folder).open(id)
    expect([third.records.length, third.lost]).toEqual([count + 3, null])
  })

  test('a line with a wrong checksum is not believed', async () => {
    const { id } = await drawn(2)
    const file = join(folder, id, 'journal-0.jsonl')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"size":8', '"size":9'))
    const again = await drawings(folder).open(id)
    expect(again.revision).toBe(0)
    expect(again.lost).not.toBeNull()
  })

  test('a change on top of another revision is refused and changes nothing', async () => {
    const { kept, id, strokeOf } = await drawn(1)
    await expect(kept.append(id, 0, { x: strokeOf('x') })).rejects.toThrow(/another window/)
    expect((await kept.open(id)).revision).toBe(1)
  })

  test('what would be no whole drawing is refused', async () => {
    const { kept, id, strokeOf } = await drawn(0)
    await expect(kept.append(id, 0, { page: null })).rejects.toThrow(/no page/)
    const lost = { ...strokeOf('x'), layer: 'nowhere' }
    await expect(kept.append(id, 0, { x: lost })).rejects.toThrow(/not there/)
  })

  test('list, rename, trash and take back', async () => {
    const { kept, id } = await drawn(1)
    await kept.rename(id, 'Stork')
    await kept.trash(id, 123)
    expect(await kept.list()).toMatchObject([{ id, name: 'Stork', trashed: 123, layers: 2, items: 1 }])
    await kept.trash(id, null)
    expect(await drawings(folder).list()).toMatchObject([{ name: 'Stork', trashed: null }])
  })

  test('killed at any moment it loses no change that it had said was kept', async () => {
    const { records, layer } = someDrawing()
    const id = await drawings(folder).create('Kill', records)
    let said = 0
    for (let round = 0; round < 8; round++) {
      const appender = spawn(process.execPath, [
        resolve(import.meta.dirname, 'appender.ts'),
        folder,
        id,
        layer,
      ])
      let text = ''
      appender.stdout.on('data', data => {
        text += data
      })
      await once(appender.stdout, 'data')
      await new Promise(done => setTimeout(done, 7 * round + 3))
      appender.kill('SIGKILL')
      await once(appender, 'close')
      said = Number(text.trim().split('\n').at(-1))
      const again = await drawings(folder).open(id)
      // At most the one in flight is more, and none is missing.
      expect(again.revision - said).toBeGreaterThanOrEqual(0)
      expect(again.revision - said).toBeLessThanOrEqual(1)
      expect(again.records.length).toBe(records.length + again.revision)
    }
    expect(said).toBeGreaterThan(8)
  })
})
