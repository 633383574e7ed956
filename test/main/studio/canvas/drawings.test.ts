import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
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

  test.each(['', '{"name":', '[]'])('one whose name is garbage (%j) goes on under another', async text => {
    const { id, count } = await drawn(2)
    await writeFile(join(folder, id, 'info.json'), text)
    const told: string[] = []
    const again = drawings(folder, sentence => told.push(sentence))
    expect(await again.list()).toMatchObject([{ id, name: 'Found drawing', trashed: null }])
    expect(told).toEqual([
      expect.stringMatching(/name of a drawing could not be read and was kept as .*info/),
    ])
    expect((await again.open(id)).records.length).toBe(count + 2)
    const kept = (await readdir(join(folder, id))).find(name => name.startsWith('info.json.kept-'))
    expect(await readFile(join(folder, id, kept!), 'utf8')).toBe(text)
  })

  test('one that cannot be read is told once, and the others are listed', async () => {
    const { id } = await drawn(1)
    const { id: other } = await drawn(1)
    await writeFile(join(folder, id, 'snapshot-0.json'), '{"format":1,"rec')
    const told: string[] = []
    const again = drawings(folder, sentence => told.push(sentence))
    await again.list()
    expect((await again.list()).map(one => one.id)).toEqual([other])
    expect(told).toEqual([expect.stringMatching(/cannot be read: it has no snapshot that is whole/)])
  })

  test('a journal that cannot be read costs its changes alone, and nothing is written over it', async () => {
    const { id, strokeOf, count } = await drawn(2)
    const journal = join(folder, id, 'journal-0.jsonl')
    await rm(journal)
    await mkdir(journal)
    const again = drawings(folder)
    const { records, lost } = await again.open(id)
    expect([records.length, lost]).toEqual([count, expect.stringMatching(/changes from 1 on cannot be read/)])
    await expect(again.append(id, 0, { s9: strokeOf('s9') })).rejects.toMatchObject({ code: 'not-writable' })
  })

  test('a copy of damaged changes is kept before another takes their place', async () => {
    const { id, strokeOf } = await drawn(3)
    const journal = join(folder, id, 'journal-0.jsonl')
    const damaged = `x${(await readFile(journal, 'utf8')).slice(1)}`
    await writeFile(journal, damaged)
    const again = drawings(folder)
    expect(await again.open(id)).toMatchObject({ revision: 0, lost: expect.stringMatching(/last 3 changes/) })
    await again.append(id, 0, { s9: strokeOf('s9') })
    const kept = (await readdir(join(folder, id))).find(name => name.startsWith('journal-0.jsonl.kept-'))
    expect(await readFile(join(folder, id, kept!), 'utf8')).toBe(damaged)
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

  test('reading changes no file, whatever it finds', async () => {
    const { id } = await drawn(2)
    const file = join(folder, id, 'journal-0.jsonl')
    await appendFile(file, '0123abcd {"revision":3,"chan')
    const before = await readFile(file, 'utf8')
    await drawings(folder).open(id)
    await drawings(folder).list()
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  test('what is drawn while others are listed is neither lost nor refused', async () => {
    const { kept, id, strokeOf } = await drawn(0)
    for (let i = 0; i < 9; i++) await kept.create(`Other ${i}`, someDrawing().records)
    for (let i = 0; i < 40; i++)
      await Promise.all([kept.append(id, i, { [`s${i}`]: strokeOf(`s${i}`) }), kept.list(), kept.open(id)])
    expect(await drawings(folder).open(id)).toMatchObject({ revision: 40, lost: null })
  })

  test('what another process has appended meanwhile is not drawn over', async () => {
    const { kept, id, strokeOf } = await drawn(1)
    await drawings(folder).append(id, 1, { theirs: strokeOf('theirs') })
    await expect(kept.append(id, 1, { mine: strokeOf('mine') })).rejects.toThrow(/another window/)
    expect((await kept.open(id)).revision).toBe(2)
    expect(await kept.append(id, 2, { mine: strokeOf('mine') })).toBe(3)
    expect(await drawings(folder).open(id)).toMatchObject({ revision: 3, lost: null })
  })

  test('what cannot be written leaves everything as it was, and goes on where it can be again', async () => {
    const { kept, id, strokeOf, count } = await drawn(0)
    const journal = join(folder, id, 'journal-0.jsonl')
    await kept.open(id)
    await mkdir(journal)
    await expect(kept.append(id, 0, { s0: strokeOf('s0') })).rejects.toMatchObject({ code: 'not-writable' })
    await rmdir(journal)
    expect(await kept.open(id)).toMatchObject({ revision: 0, lost: null })
    expect(await kept.append(id, 0, { s0: strokeOf('s0') })).toBe(1)
    expect((await drawings(folder).open(id)).records.length).toBe(count + 1)
  })

  test('a damaged line in the middle says how many changes went with it', async () => {
    const { id } = await drawn(5)
    const file = join(folder, id, 'journal-0.jsonl')
    const lines = (await readFile(file, 'utf8')).split('\n')
    lines[2] = lines[2]!.replace('"size":8', '"size":9')
    await writeFile(file, lines.join('\n'))
    expect(await drawings(folder).open(id)).toMatchObject({
      revision: 2,
      lost: expect.stringMatching(/last 3 changes/),
    })
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

  test('killed fifty times at any moment they lose no change that they had said was kept', async () => {
    let state = 7
    const random = () => {
      state = (state * 48_271) % 0x7fffffff
      return state / 0x7fffffff
    }
    const oneAfterAnother = async (drawing: number) => {
      const { records, layer } = someDrawing()
      const id = await drawings(folder).create(`Kill ${drawing}`, records)
      for (let round = 0; round < 10; round++) {
        const said = await killed(id, layer, 80 * random())
        const again = await drawings(folder).open(id)
        // At most the one in flight is more, and none is missing.
        expect(again.revision - said).toBeGreaterThanOrEqual(0)
        expect(again.revision - said).toBeLessThanOrEqual(1)
        expect(again.records.length).toBe(records.length + again.revision)
      }
    }
    await Promise.all(Array.from({ length: 5 }, (_, i) => oneAfterAnother(i)))
  }, 240_000)
})

/** Appends in another process until it is killed, so many milliseconds after its first change; what it said last. */
async function killed(id: string, layer: string, after: number): Promise<number> {
  const script = resolve(import.meta.dirname, 'appender.ts')
  const appender = spawn(process.execPath, [script, folder, id, layer])
  let text = ''
  appender.stdout.on('data', data => {
    text += data
  })
  await once(appender.stdout, 'data')
  await new Promise(done => setTimeout(done, after))
  appender.kill('SIGKILL')
  await once(appender, 'close')
  // A number may have been cut off in the middle of being told.
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1))
}
