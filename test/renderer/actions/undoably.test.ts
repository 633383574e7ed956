import { beforeEach, expect, test, vi } from 'vitest'
import type { EditResult } from '../../../shared/studio/bulk.ts'
import { fakeStudio, idOf, until } from '../fake-studio.ts'

const edits: { ids: string[]; change: object }[] = []
let answer: (result: EditResult | Error) => void = () => {}
const { state, bridge } = fakeStudio(250, {
  'pictures.edit': ({ ids, ...change }) => {
    edits.push({ ids, change })
    return new Promise((resolve, reject) => {
      answer = result => (result instanceof Error ? reject(result) : resolve(result))
    })
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const { open } = await import('../../../renderer/api.ts')
const { useLibrary } = await import('../../../renderer/stores/library.ts')
const { useUndo, undoLast, redoLast } = await import('../../../renderer/stores/desk-history.ts')
const { useToasts } = await import('../../../renderer/stores/toasts.ts')
const { putName, rate } = await import('../../../renderer/actions/mark.ts')
await open()
await until(() => useLibrary.getState().state === 'ready')

const [a, b] = [idOf(1), idOf(2)]
const none = { cancelled: false, problem: null }
const labels = () => useUndo.getState().done.map(({ label }) => label)
const asked = (n: number) => until(() => edits.length === n)

beforeEach(() => {
  edits.length = 0
  useUndo.setState({ done: [], undone: [], sealed: true })
  useToasts.setState({ toasts: [] })
})

test('undone before the host has answered, it is taken back as soon as it has, and nothing else is', async () => {
  const done = putName([a, b], 'tag', 'owl', true)
  await asked(1)
  expect(labels()).toEqual(['tag owl'])
  expect(undoLast()).toBe('tag owl')
  expect(edits).toHaveLength(1)
  answer({ ...none, undo: [{ ids: [b], change: { removeTags: ['owl'] } }] })
  await done
  await asked(2)
  expect(edits[1]).toEqual({ ids: [b], change: { removeTags: ['owl'] } })
  answer({ ...none, undo: [] })
  redoLast()
  await asked(3)
  expect(edits[2]).toEqual({ ids: [a, b], change: { addTags: ['owl'] } })
})

test('what changed nothing is no entry, and what failed neither; the screen is read again then', async () => {
  const nothing = rate([a, b], 3)
  await asked(1)
  answer({ ...none, undo: [] })
  await nothing
  expect(labels()).toEqual([])
  expect(useToasts.getState().toasts).toEqual([])
  const before = state.asked.filter(({ name }) => name === 'pictures.range').length
  const failing = rate([a, b], 4)
  await asked(2)
  answer(new Error('the disk is gone'))
  await expect(failing).rejects.toThrow()
  expect(labels()).toEqual([])
  await until(() => state.asked.filter(({ name }) => name === 'pictures.range').length > before)
})

test('stopped early, the notice says what was done, and takes back that alone', async () => {
  const done = putName([a, b], 'board', 'wall', true)
  await asked(1)
  answer({ cancelled: true, problem: null, undo: [{ ids: [a], change: { removeBoards: ['wall'] } }] })
  await done
  const [toast] = useToasts.getState().toasts
  expect(toast?.text).toBe('Stopped. 1 picture put on wall')
  toast?.action?.run()
  await asked(2)
  expect(edits[1]).toEqual({ ids: [a], change: { removeBoards: ['wall'] } })
  expect(labels()).toEqual([])
})
