import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { drivers } from '#main/studio/library/db.ts'
import { openLibrary } from '#main/studio/library/open-library.ts'
import { paint } from '../paint.ts'
import { scratchFolder } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})

const at = new Date(2026, 10, 24, 12).getTime()
const files = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(png|json)$/.test(name))
    .sort()

describe('a library', () => {
  test('takes a finished picture in under a name a person can read, with a sidecar', async () => {
    const library = await opened(scratch.path)
    const id = paint(library.incoming('job-0.png'), 7, 'a red bird on a branch')
    expect(await library.add(library.incoming('job-0.png'), at)).toBe(id)
    const name = `2026-11/2026-11-24 a red bird on a branch 7 ${id.slice(0, 8)}.png`
    expect(files()).toEqual([name, `${name}.json`])
    expect(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))).toMatchObject({
      format: 2,
      created: at,
    })
    expect(all(library)).toEqual({
      total: 1,
      pictures: [
        {
          id,
          created: at,
          width: 8,
          height: 8,
          prompt: 'a red bird on a branch',
          seed: 7,
          model: 'picturebook',
          stars: 0,
          starred: false,
          label: '',
          tags: [],
          sampler: 'ddim',
          steps: 4,
          guidance: 1,
          trashed: null,
        },
      ],
    })
    expect(await library.get(id)).toMatchObject({
      file: join(folder, name),
      record: { pixels: id },
      tags: [],
    })
    expect(library.changes).toEqual([{ kind: 'added', ids: [id] }])
    await library.close()
    expect(existsSync(join(folder, '.reroll-lock'))).toBe(false)
  })

  test('the same pixels again are the same picture: no second file, and out of the trash it comes', async () => {
    const library = await opened(scratch.path)
    const again = async (n: number) => {
      paint(library.incoming('x.png'), n)
      return library.add(library.incoming('x.png'), at)
    }
    const id = await again(1)
    expect(await again(1)).toBe(id)
    expect(files()).toHaveLength(2)
    await library.trash([id])
    expect(all(library).total).toBe(0)
    expect(await again(1)).toBe(id)
    expect(all(library).total).toBe(1)
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    await library.close()
  })

  test('the trash is a move there and back; purging deletes, and only from there', async () => {
    const library = await opened(scratch.path)
    for (const n of [1, 2]) {
      paint(library.incoming('x.png'), n)
      await library.add(library.incoming('x.png'), at + n)
    }
    const before = files()
    const [second, first] = all(library).pictures.map(({ id }) => id)
    await library.edit([first!], { starred: true, addTags: ['keep'], note: 'mine' })
    await library.trash([first!])
    expect(all(library).pictures.map(({ id }) => id)).toEqual([second])
    expect(all(library, { trashed: true }).pictures[0]).toMatchObject({
      id: first,
      trashed: expect.any(Number),
    })
    expect(await library.info()).toMatchObject({ pictures: 1, trashed: 1, problem: null })
    expect(files().filter(name => name.startsWith('.trash'))).toHaveLength(2)
    await library.restore([first!])
    expect(files()).toEqual(before)
    expect(await library.get(first!)).toMatchObject({
      starred: true,
      tags: ['keep'],
      note: 'mine',
      trashed: null,
    })
    await library.purge([second!])
    expect(all(library).total).toBe(2)
    await library.trash([second!])
    await library.purge()
    expect(files()).toHaveLength(2)
    expect(all(library, { trashed: true }).total).toBe(0)
    await library.close()
  })

  test('what a person adds is in the sidecars: the index may go, and everything comes back', async () => {
    const library = await opened(scratch.path)
    const ids: string[] = []
    for (let n = 0; n < 12; n++) {
      paint(library.incoming('x.png'), n, `picture ${n}`)
      ids.push(await library.add(library.incoming('x.png'), at + n))
    }
    await library.edit(ids.slice(0, 6), {
      starred: true,
      addTags: ['b', 'a'],
      addBoards: ['birds'],
      note: 'so so',
    })
    await library.edit(ids.slice(0, 3), { removeTags: ['b'], addTags: ['c'] })
    await library.trash(ids.slice(4, 8))
    const details = async (from: typeof library) =>
      [...all(from).pictures, ...all(from, { trashed: true }).pictures].map(({ id }) => from.get(id))
    const before = await Promise.all(await details(library))
    const events: number[] = []
    await library.rebuild(({ done }) => events.push(done))
    expect(await Promise.all(await details(library))).toEqual(before)
    expect(events.at(-1)).toBe(12)
    await library.close()
    rmSync(join(scratch.path, 'cache'), { recursive: true })
    const again = await opened(scratch.path)
    expect(await Promise.all(await details(again))).toEqual(before)
    expect(all(again, { tag: 'c', starred: true }).total).toBe(3)
    expect(all(again, { text: 'so picture' }).total).toBe(4)
    await again.close()
  })

  test('opens with what it knew, before anything is read', async () => {
    const library = await opened(scratch.path)
    paint(library.incoming('x.png'), 1)
    await library.add(library.incoming('x.png'), at)
    await library.close()
    const again = await openLibrary({ folder, cache: join(scratch.path, 'cache') })
    expect(all(again).total).toBe(1)
    await again.close()
  })

  test('a picture that was finished when the program was killed is taken in at the next start', async () => {
    const library = await opened(scratch.path)
    await library.close()
    const id = paint(join(folder, '.incoming', 'job-3.png'), 9)
    writeFileSync(join(folder, '.incoming', '.job-4.png.123.reroll-tmp'), 'half')
    const again = await opened(scratch.path)
    expect(all(again).pictures.map(picture => picture.id)).toEqual([id])
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    await again.close()
  })

  test('the trash empties itself after its days', async () => {
    const library = await opened(scratch.path)
    paint(library.incoming('x.png'), 1)
    const id = await library.add(library.incoming('x.png'), at)
    await library.trash([id])
    await library.close()
    const [sidecar] = files().filter(name => name.endsWith('.json'))
    const file = join(folder, sidecar!)
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), trashed: Date.now() - 31 * 86_400_000 }),
    )
    const again = await openLibrary({ folder, cache: join(scratch.path, 'cache'), trashDays: () => 30 })
    await again.catchUp()
    expect(await again.info()).toMatchObject({ pictures: 0, trashed: 0 })
    expect(files()).toEqual([])
    await again.close()
  })
})

test.each(['node', 'npm'] as const)(
  'with the %s driver everything is in the one file when it closes',
  async driver => {
    if (!drivers[driver]()) return
    const open = () => openLibrary({ folder, cache: join(scratch.path, 'cache'), driver })
    const library = await open()
    paint(library.incoming('x.png'), 1)
    const id = await library.add(library.incoming('x.png'), at)
    await library.edit([id], { starred: true })
    await library.close()
    const [index] = readdirSync(join(scratch.path, 'cache', 'libraries'))
    rmSync(join(scratch.path, 'cache', 'libraries', index!, 'index.sqlite-wal'), { force: true })
    const again = await open()
    expect(all(again, { starred: true, text: 'red' }).total).toBe(1)
    await again.rebuild()
    expect(all(again, { starred: true, text: 'red' }).total).toBe(1)
    await again.close()
  },
)

test('whatever is done, in whatever order: the index tells what the files tell', async () => {
  const library = await opened(scratch.path)
  const ids: string[] = []
  for (let n = 0; n < 4; n++) {
    paint(library.incoming('x.png'), n)
    ids.push(await library.add(library.incoming('x.png'), at + n))
  }
  const step = fc.record({
    deed: fc.constantFrom('star', 'tag', 'untag', 'note', 'trash', 'restore', 'add'),
    which: fc.nat(3),
  })
  const deeds: Record<string, (id: string, n: number) => Promise<unknown>> = {
    star: id => library.edit([id], { starred: true }),
    tag: (id, n) => library.edit([id], { addTags: [`t${n}`, 'all'] }),
    untag: id => library.edit([id], { removeTags: ['all'] }),
    note: (id, n) => library.edit([id], { note: `n${n}` }),
    trash: id => library.trash([id]),
    restore: id => library.restore([id]),
    add: (_, n) => {
      paint(library.incoming('x.png'), n)
      return library.add(library.incoming('x.png'), at + 9)
    },
  }
  const everything = async () =>
    Promise.all(
      [...all(library).pictures, ...all(library, { trashed: true }).pictures].map(({ id }) =>
        library.get(id),
      ),
    )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      for (const { deed, which } of steps) await deeds[deed]!(ids[which]!, which)
      const before = await everything()
      await library.rebuild()
      expect(await everything()).toEqual(before)
      expect(before).toHaveLength(4)
    }),
    { numRuns: 25 },
  )
  await library.close()
})
