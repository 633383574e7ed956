import type { KeyboardEvent } from 'react'
import { idAt } from '../lib/atlas-ids.ts'
import { nearest, neighbour, type Way, ways } from '../lib/map-points.ts'
import { panMap, zoomMap } from '../lib/map-view.ts'
import { setAtlas, useAtlas } from '../stores/atlas.ts'
import { openPicture, select, setView, useView } from '../stores/view.ts'
import type { AtlasScene } from './paint-atlas.ts'

const stride = 80
/** How many times nearer than all of it. */
export const nearestZoom = 1000

/** The map by keys: arrows from picture to picture, Enter to open, Space to choose, plus, minus and Home. */
export function useAtlasKeys(scene: AtlasScene) {
  return (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return
    const { key, ctrlKey } = event
    const row = Object.hasOwn(keys, key) ? keys[key] : undefined
    const done = Object.hasOwn(ways, key)
      ? arrow(key as Way, scene, ctrlKey)
      : !ctrlKey && row !== undefined && row(scene)
    if (done) event.preventDefault()
  }
}

function arrow(way: Way, { marks, view, room, selected }: AtlasScene, ctrl: boolean): boolean {
  const [dx, dy] = ways[way]
  if (ctrl) {
    setAtlas({ view: panMap(view, room, -dx * stride, -dy * stride) })
    return true
  }
  const points = marks.map(({ at }) => at)
  const from = marks.findIndex(({ index }) => index === selected)
  const to =
    from < 0
      ? (nearest(points, { x: room.width / 2, y: room.height / 2 }, 1)[0] ?? null)
      : neighbour(points, from, way)
  const { ids } = useAtlas.getState()
  if (to !== null) select(idAt(ids, marks[to]!.index))
  // Nothing more in sight there: the map moves, and the next press goes on.
  else setAtlas({ view: panMap(view, room, (-dx * room.width) / 3, (-dy * room.height) / 3) })
  const target = to === null ? undefined : marks[to]!.at
  const outside = (at: number, side: number) => at < 20 || at > side - 20
  if (target && (outside(target.x, room.width) || outside(target.y, room.height)))
    setAtlas({ view: panMap(view, room, room.width / 2 - target.x, room.height / 2 - target.y) })
  return true
}

const zoom =
  (factor: number) =>
  ({ view, room, selected, marks }: AtlasScene): boolean => {
    const at = marks.find(({ index }) => index === selected)?.at
    setAtlas({ view: zoomMap(view, room, factor, at, nearestZoom) })
    return true
  }

const keys: Record<string, (scene: AtlasScene) => boolean> = {
  '+': zoom(1.4),
  '=': zoom(1.4),
  '-': zoom(1 / 1.4),
  Home: () => {
    setAtlas({ view: null })
    return true
  },
  Enter: ({ selected }) => {
    if (selected < 0) return false
    openPicture(idAt(useAtlas.getState().ids, selected))
    return true
  },
  ' ': ({ selected }) => {
    if (selected < 0) return false
    toggle(idAt(useAtlas.getState().ids, selected))
    return true
  },
}

/** One more, or one less. */
export function toggle(id: string): void {
  const next = new Set(useView.getState().chosen)
  if (!next.delete(id)) next.add(id)
  setView({ chosen: next, selected: id })
}
