import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BulkEvent } from '#shared/studio/bulk.ts'
import { opened } from './open-studio.ts'
import { paint } from './paint.ts'
import { scratchFolder } from './scratch.ts'

const scratch = scratchFolder()

test('what a window asks of many pictures: marks, names, edits with progress and cancel, moves, paths', async () => {
  const count = 200
  const folder = join(scratch.path, 'pictures')
  mkdirSync(folder, { recursive: true })
  for (let n = 0; n < count; n++) paint(join(folder, `${n}.png`), n, `picture ${n}`)
  const { studio, call } = await opened(scratch.path)
  await expect.poll(async () => (await call('pictures.range', {})).total, { timeout: 30_000 }).toBe(count)
  const ids = await call('pictures.ids', { sort: 'seed' })
  expect(new Set(ids).size).toBe(count)
  expect(await call('pictures.ids', { sort: 'seed', reversed: true, limit: 1 })).toEqual([
    (await call('pictures.range', { sort: 'seed', reversed: true, limit: 1 })).pictures[0]!.id,
  ])

  // Stopped after the first word of progress: what was done is told, and taken back.
  const stop = new AbortController()
  const events: BulkEvent[] = []
  const half = await call(
    'pictures.edit',
    { ids, addTags: ['owl'], stars: 3 },
    {
      signal: stop.signal,
      onEvent: event => {
        events.push(event)
        stop.abort()
      },
    },
  )
  expect(half.cancelled).toBe(true)
  expect(events[0]).toMatchObject({ of: count })
  const [group] = half.undo
  expect(group?.change).toEqual({ removeTags: ['owl'], stars: 0 })
  expect(group!.ids.length).toBeLessThan(count)
  expect((await call('pictures.marks', { ids })).tag).toEqual({ owl: group!.ids.length })
  await call('pictures.edit', { ids: group!.ids, ...group!.change })
  expect(await call('pictures.names', undefined)).toEqual({ tag: [], board: [] })

  await call('pictures.edit', { ids: ids.slice(0, 30), addBoards: ['wall'] })
  const renamed = await call('pictures.rename', { kind: 'board', name: 'wall', to: 'attic' })
  expect(renamed.undo).toEqual([
    { ids: expect.any(Array), change: { addBoards: ['wall'], removeBoards: ['attic'] } },
  ])
  expect((await call('pictures.names', undefined)).board).toEqual([{ name: 'attic', count: 30 }])
  expect((await call('pictures.range', { filter: { trashed: false, query: 'board:attic' } })).total).toBe(30)

  expect((await call('pictures.trash', { ids: ids.slice(0, 40) })).ids).toHaveLength(40)
  expect((await call('pictures.names', undefined)).board).toEqual([])
  expect((await call('pictures.restore', { ids: ids.slice(0, 39) })).ids).toHaveLength(39)
  const [path] = await call('pictures.paths', { ids: [ids[39]!, 'f'.repeat(64)] })
  expect(path).toContain('.trash')
  expect((await call('pictures.purge', {})).ids).toEqual([ids[39]])
  expect(existsSync(path!)).toBe(false)
  await expect(call('pictures.edit', { ids: [ids[39]!], stars: 1 })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  await expect(call('pictures.rename', { kind: 'board', name: ' ', to: 'x' })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  await studio.close()
}, 120_000)
