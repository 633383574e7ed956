import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { lockFolder, lockName } from '#main/studio/library/lock.ts'
import { libraryKey } from '#main/studio/library/open-library.ts'
import { openShelf } from '#main/studio/library/shelf.ts'
import { paint } from '../paint.ts'
import { scratchFolder, until } from '../scratch.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
let folder: string
beforeEach(() => {
  folder = join(scratch.path, 'pictures')
  mkdirSync(folder)
})
const indexFile = () => join(scratch.path, 'cache', 'libraries', libraryKey(folder), 'index.sqlite')

describe('two on one library', () => {
  test('the second looks on, says why it may not write, and sees what the first does', async () => {
    const first = await opened(scratch.path)
    paint(first.incoming('x.png'), 1)
    const id = await first.add(first.incoming('x.png'))
    const second = await opened(scratch.path)
    expect(second.refusal).toMatch(`open in another Reroll (process ${process.pid})`)
    expect(second.refusal).toMatch('Close the other one or choose another folder')
    expect((await second.info()).problem).toBe(second.refusal)
    expect(all(second).total).toBe(1)
    expect(await second.get(id)).toMatchObject({ id })
    for (const deed of [
      () => second.edit([id], { starred: true }),
      () => second.trash([id]),
      () => second.purge(),
      () => second.add('x.png'),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'not-writable', message: second.refusal })
    second.changes.length = 0
    await first.edit([id], { starred: true })
    await until(() => second.changes.some(({ kind }) => kind === 'reset'))
    expect(all(second, { starred: true }).total).toBe(1)
    await first.rebuild()
    await until(() => all(second, { starred: true, text: 'bird' }).total === 1)
    await second.close()
    expect(existsSync(join(folder, lockName))).toBe(true)
    await first.close()
    expect(existsSync(join(folder, lockName))).toBe(false)
  })

  test('the lock of a dead process, of one before the last start of the machine, and a garbled one are taken over', async () => {
    const dead = spawn(process.execPath, ['-e', ''])
    await new Promise(done => dead.once('close', done))
    const now = Date.now()
    const texts = [
      JSON.stringify({ pid: dead.pid, host: hostname(), since: now }),
      JSON.stringify({ pid: process.ppid, host: hostname(), since: 1 }),
      '{"pi',
      '',
    ]
    for (const text of texts) {
      writeFileSync(join(folder, lockName), text)
      const locked = await lockFolder(folder)
      expect(locked.kind).toBe('held')
      if (locked.kind === 'held') await locked.lock.release()
    }
    writeFileSync(join(folder, lockName), JSON.stringify({ pid: 1, host: 'elsewhere', since: now }))
    expect(await lockFolder(folder)).toEqual({ kind: 'taken', who: 'a process on elsewhere' })
  })

  test('of many that come at once, one has it, however often they come', async () => {
    for (let round = 0; round < 40; round++) {
      writeFileSync(join(folder, lockName), '')
      const results = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)))
      const held = results.flatMap(one => (one.kind === 'held' ? [one.lock] : []))
      expect(held).toHaveLength(1)
      expect(await held[0]!.isOurs()).toBe(true)
      await held[0]!.release()
    }
    expect(readdirSync(folder).filter(name => name.startsWith(lockName))).toEqual([])
  })

  test('who was killed while taking a dead lock away keeps nobody out', async () => {
    for (const name of [lockName, `${lockName}.taking`]) writeFileSync(join(folder, name), '')
    const locked = await lockFolder(folder)
    expect(locked.kind).toBe('held')
    expect(readdirSync(folder).filter(name => name.startsWith(lockName))).toEqual([lockName])
    if (locked.kind === 'held') await locked.lock.release()
  })
})

describe('a folder that cannot be used', () => {
  test('vanished: it says so, forgets nothing, and shows again when it is back', async () => {
    const first = await opened(scratch.path)
    paint(first.incoming('x.png'), 1)
    const id = await first.add(first.incoming('x.png'))
    renameSync(folder, `${folder}-away`)
    expect((await first.info()).problem).toMatch(
      /cannot be found .* connect its disk again, or choose another/,
    )
    await expect(first.refresh()).rejects.toThrow()
    for (const deed of [
      () => first.edit([id], { starred: true }),
      () => first.trash([id]),
      () => first.add('x'),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'not-writable' })
    expect(existsSync(folder)).toBe(false)
    renameSync(`${folder}-away`, folder)
    await first.edit([id], { starred: true })
    expect(await first.info()).toMatchObject({ problem: null })
    renameSync(folder, `${folder}-away`)
    expect(all(first).total).toBe(1)
    await first.close()
    const second = await opened(scratch.path)
    expect(second.refusal).toMatch('cannot be found')
    expect(all(second).total).toBe(1)
    await expect(second.trash([id])).rejects.toMatchObject({ code: 'not-writable' })
    await second.close()
    renameSync(`${folder}-away`, folder)
    const third = await opened(scratch.path)
    expect(third.refusal).toBeNull()
    expect(all(third).total).toBe(1)
    await third.close()
  })

  test('what was put right is noticed when something is to be written', async () => {
    const other = await opened(scratch.path)
    const shelf = await openShelf({ folder, cache: join(scratch.path, 'cache') })
    expect(shelf.now().refusal).toMatch('another Reroll')
    expect(await shelf.mayRecover()).toBe(false)
    await other.close()
    await until(() => shelf.mayRecover())
    await shelf.change(folder)
    expect(shelf.now().refusal).toBeNull()
    // Somebody deletes the lock: nothing more is written until the library is opened again.
    rmSync(join(folder, lockName))
    await expect(shelf.now().purge()).rejects.toThrow('is not as it was')
    await until(() => shelf.mayRecover())
    await shelf.change(folder)
    await shelf.now().purge()
    await shelf.close()
  })

  test('another folder is opened in its place, and a bad one is not', async () => {
    const shelf = await openShelf({ folder, cache: join(scratch.path, 'cache') })
    const file = join(scratch.path, 'file')
    writeFileSync(file, '')
    await expect(shelf.change(file)).rejects.toMatchObject({ code: 'not-writable' })
    await expect(shelf.change(join(scratch.path, 'no', 'such'))).rejects.toThrow(/connect its disk/)
    expect(shelf.now().folder).toBe(folder)
    let resets = 0
    shelf.watch(({ kind }) => {
      if (kind === 'reset') resets++
    })
    await shelf.change(join(scratch.path, 'other'))
    expect(readdirSync(join(scratch.path, 'other'))).toContain(lockName)
    expect(existsSync(join(folder, lockName))).toBe(false)
    expect(resets).toBe(1)
    // Once more the same: the way on when what was wrong with it has been put right.
    await shelf.change(join(scratch.path, 'other'))
    await shelf.close()
  })
})

describe('a damaged index', () => {
  const fill = async () => {
    const library = await opened(scratch.path)
    for (let n = 0; n < 50; n++) {
      paint(library.incoming('x.png'), n, `a picture of many words ${n}`)
      await library.add(library.incoming('x.png'))
    }
    const ids = all(library).pictures.map(({ id }) => id)
    await library.edit(ids.slice(0, 5), { starred: true })
    await library.close()
    return ids
  }

  test('no database at all, cut short, or overwritten inside: moved aside and made again, nothing lost', async () => {
    const ids = new Set(await fill())
    const whole = readFileSync(indexFile())
    const inside = Buffer.from(whole)
    inside.fill(0x55, 4096, 20_000)
    for (const damaged of [Buffer.from('not a database, not at all'.repeat(200)), inside]) {
      writeFileSync(indexFile(), damaged)
      rmSync(`${indexFile()}-wal`, { force: true })
      const library = await opened(scratch.path)
      await until(() => {
        const { total, pictures } = all(library)
        return (
          total === 50 &&
          pictures.every(({ id }) => ids.has(id)) &&
          all(library, { starred: true }).total === 5
        )
      })
      expect(library.problems.join()).toMatch('is made again from the pictures')
      await library.close()
    }
    expect(readdirSync(join(indexFile(), '..')).filter(name => name.includes('damaged'))).not.toHaveLength(0)
  })

  test('after an end that was none in order it is looked at whole before anybody trusts it', async () => {
    await fill()
    const bytes = readFileSync(indexFile())
    bytes.fill(0x55, bytes.length - 6000, bytes.length - 5000)
    writeFileSync(indexFile(), bytes)
    writeFileSync(join(folder, lockName), JSON.stringify({ pid: 1, host: hostname(), since: 1, mark: 'x' }))
    const library = await opened(scratch.path)
    expect(library.problems.join()).toMatch('is made again from the pictures')
    await until(() => all(library).total === 50)
    await library.close()
  })

  test('a cache that cannot be written: the index is kept in memory, and it says so', async () => {
    mkdirSync(join(scratch.path, 'cache'))
    writeFileSync(join(scratch.path, 'cache', 'libraries'), 'in the way')
    paint(join(folder, 'a.png'), 1)
    const library = await opened(scratch.path)
    expect(all(library).total).toBe(1)
    expect(library.problems[0]).toMatch('it is made at every start')
    await library.close()
  })
})
