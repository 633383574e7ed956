import { type PointerEvent, useState } from 'react'
import { idAt } from '../lib/atlas-ids.ts'
import { within } from '../lib/lasso.ts'
import type { Place } from '../lib/map-points.ts'
import { type MapView, toMap } from '../lib/map-view.ts'
import { useAtlas } from '../stores/atlas.ts'
import { setView, useView } from '../stores/view.ts'

/** Between two points of the line, in pixels. */
const apart = 3

/** Shift and a drag draw a line around pictures, which are then chosen; with Ctrl they are added to those that are. */
export function useLasso() {
  const [line, setLine] = useState<readonly Place[]>([])
  const at = (event: PointerEvent<HTMLElement>): Place => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  /** Each says whether the event was its own. */
  return {
    line,
    down(event: PointerEvent<HTMLElement>): boolean {
      if (!event.shiftKey || event.button !== 0) return false
      event.currentTarget.setPointerCapture(event.pointerId)
      setLine([at(event)])
      return true
    },
    move(event: PointerEvent<HTMLElement>): boolean {
      const last = line.at(-1)
      if (!last) return false
      const now = at(event)
      if (Math.hypot(now.x - last.x, now.y - last.y) >= apart) setLine([...line, now])
      return true
    },
    up(event: PointerEvent<HTMLElement>, view: MapView): boolean {
      if (!line.length) return false
      const { ids, places } = useAtlas.getState()
      const found = within(
        places,
        line.map(point => toMap(view, point)),
      ).map(i => idAt(ids, i))
      const before = event.ctrlKey || event.metaKey ? useView.getState().chosen : []
      if (found.length) setView({ chosen: new Set([...before, ...found]), selected: found[0]! })
      setLine([])
      return true
    },
    cancel: () => setLine([]),
  }
}
