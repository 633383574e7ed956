import { create } from 'zustand'
import { isCancelled, toWire, type WireError } from '#shared/errors.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import type { LineageNode } from '#shared/studio/time.ts'
import { call, watch, whenOpen } from '../api.ts'
import { rootOf } from '../lib/family-tree.ts'
import { useView } from './view.ts'

type State = {
  /** The picture whose family it is. */
  of: PictureId | null
  state: 'loading' | 'ready' | 'failed'
  nodes: readonly LineageNode[]
  /** Whether there are more than are shown. */
  more: boolean
  error: WireError | null
}

export const useFamily = create<State>(() => ({
  of: null,
  state: 'loading',
  nodes: [],
  more: false,
  error: null,
}))

/** Everything that came of the first ancestor, so that brothers and cousins are there too; else of the picture alone. */
async function wholeFamily(id: PictureId, signal: AbortSignal) {
  const near = await call('lineage.get', { id }, { signal })
  const root = rootOf(id, near.nodes)
  if (root === id) return near
  const whole = await call('lineage.get', { id: root }, { signal })
  return whole.nodes.some(node => node.id === id) ? whole : near
}

let asked: AbortController | undefined
async function load(of: PictureId): Promise<void> {
  asked?.abort()
  const mine = new AbortController()
  asked = mine
  try {
    const { nodes, more } = await wholeFamily(of, mine.signal)
    if (asked === mine) useFamily.setState({ of, nodes, more, state: 'ready', error: null })
  } catch (error) {
    if (asked === mine && !isCancelled(error))
      useFamily.setState({ of, nodes: [], more: false, state: 'failed', error: toWire(error) })
  }
}

/** Shows the family of a picture; a member of the one that is shown stays in it. */
export function showFamily(id: PictureId): void {
  const { nodes, state } = useFamily.getState()
  if (state === 'ready' && nodes.some(node => node.id === id)) return
  useFamily.setState({ of: id, state: 'loading' })
  void load(id)
}

export const reloadFamily = (): void => {
  const { of } = useFamily.getState()
  if (of) void load(of)
}

/** Once after many changes, since a roll of sixteen tells sixteen times; out of sight it is forgotten instead. */
let due: ReturnType<typeof setTimeout> | undefined
const soon = () => {
  if (due) return
  due = setTimeout(() => {
    due = undefined
    if (useView.getState().page === 'lineage') reloadFamily()
    else useFamily.setState({ of: null, state: 'loading', nodes: [] })
  }, 300)
}
watch('pictures.watch', soon)
whenOpen(reloadFamily)
