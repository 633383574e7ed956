import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { StudioError } from '../../../shared/errors.ts'
import type { LineageNode } from '../../../shared/studio/time.ts'
import { fakeStudio, idOf, pictureCard, until } from '../fake-studio.ts'

const nodeOf = (n: number, parent: number | null): LineageNode => ({
  ...pictureCard(n),
  parent: parent === null ? null : idOf(parent),
  settings: null,
  enlarged: null,
})
/** 1 begot 2 and 3, and 2 begot 4; 9 stands alone. */
const all = [nodeOf(1, null), nodeOf(2, 1), nodeOf(3, 1), nodeOf(4, 2), nodeOf(9, null)]
const answers: Record<string, number[]> = { 1: [1, 2, 3, 4], 3: [1, 3], 4: [1, 2, 4], 9: [9] }
const asked: string[] = []
let failure: StudioError | null = null
const { state, bridge } = fakeStudio(0, {
  'lineage.get': ({ id }) => {
    asked.push(id)
    if (failure) throw failure
    const ids = answers[Number.parseInt(id, 16)]!.map(idOf)
    return { nodes: all.filter(node => ids.includes(node.id)), more: false }
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })
const { open } = await import('../../../renderer/api.ts')
const { reloadFamily, showFamily, useFamily } = await import('../../../renderer/stores/lineage.ts')
const { useView } = await import('../../../renderer/stores/view.ts')
const shown = () => useFamily.getState().nodes.map(({ id }) => Number.parseInt(id, 16))

beforeAll(open)
beforeEach(() => {
  asked.splice(0)
  failure = null
  useFamily.setState(useFamily.getInitialState())
})

test('shows everything that came of the first ancestor, and asks once while one looks around in it', async () => {
  showFamily(idOf(4))
  await until(() => useFamily.getState().state === 'ready')
  expect(shown()).toEqual([1, 2, 3, 4])
  showFamily(idOf(3))
  expect(asked).toEqual([idOf(4), idOf(1)])
  showFamily(idOf(9))
  await until(() => shown().length === 1)
  expect(shown()).toEqual([9])
})

test('says why it cannot be read, and asks again', async () => {
  failure = new StudioError('invalid-input', 'There is no such picture')
  showFamily(idOf(4))
  await until(() => useFamily.getState().state === 'failed')
  expect(useFamily.getState().error?.message).toBe('There is no such picture')
  failure = null
  reloadFamily()
  await until(() => shown().length === 4)
})

test('is read again when pictures have come or gone', async () => {
  useView.setState({ page: 'lineage' })
  showFamily(idOf(1))
  await until(() => useFamily.getState().state === 'ready')
  answers[1] = [1, 2]
  await until(() => state.pictures !== null)
  state.pictures!({ kind: 'removed', ids: [idOf(3)] })
  await until(() => shown().length === 2)
  useView.setState({ page: 'stage' })
  state.pictures!({ kind: 'removed', ids: [idOf(3)] })
  await until(() => shown().length === 0)
})
