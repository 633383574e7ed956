import { beforeAll, expect, test, vi } from 'vitest'
import { newDrawing } from '../../../shared/canvas/edits/new-drawing.ts'
import type { CanvasRecord } from '../../../shared/canvas/records.ts'
import { StudioError } from '../../../shared/errors.ts'
import { fakeStudio, until } from '../fake-studio.ts'

type Appended = { id: string; revision: number; changes: Record<string, CanvasRecord | null> }
const appended: Appended[] = []
const created: { name: string; records: CanvasRecord[] }[] = []
let refuses = false
const { bridge } = fakeStudio(0, {
  'drawings.create': ({ name, records }) => {
    created.push({ name, records })
    return { id: `drawing-${created.length}` }
  },
  'drawings.append': change => {
    if (refuses) throw new StudioError('invalid-input', 'Another window has changed this drawing.')
    appended.push(change as Appended)
    return { revision: change.revision + 1 }
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const [{ open }, { commit, useCanvas }, sync] = await Promise.all([
  import('../../../renderer/api.ts'),
  import('../../../renderer/stores/canvas.ts'),
  import('../../../renderer/stores/canvas-sync.ts'),
])
let n = 0
const fresh = () => newDrawing({ newId: () => `id-${++n}`, names: { sketch: 'Sketch', colour: 'Colour' } })
const paint = (background: string) => {
  const page = useCanvas.getState().drawing.get('page') as CanvasRecord
  commit('Paint', [['page', { ...page, background } as CanvasRecord]])
}

beforeAll(async () => {
  await open()
  await sync.createDrawing('One', fresh())
})

test('changes go out in order, the ones that wait as one', async () => {
  for (const colour of ['#111111', '#222222', '#333333']) paint(colour)
  await sync.settled()
  expect(appended.map(({ revision }) => revision)).toEqual([0, 1])
  expect(appended.map(({ changes }) => (changes.page as { background: string }).background)).toEqual([
    '#111111',
    '#333333',
  ])
  expect(sync.useSync.getState()).toEqual({ state: 'saved', error: null })
})

test('what cannot be kept is said, and is a drawing of its own before another is opened', async () => {
  refuses = true
  paint('#444444')
  await until(() => sync.useSync.getState().state === 'failed')
  expect(sync.useSync.getState().error).toContain('Another window')
  await sync.createDrawing('Two', fresh())
  const copy = created.find(({ name }) => name === 'Copy of One')
  expect(copy?.records.find(({ id }) => id === 'page')).toMatchObject({ background: '#444444' })
  expect(useCanvas.getState().name).toBe('Two')
  expect(sync.useSync.getState().state).toBe('saved')
})
