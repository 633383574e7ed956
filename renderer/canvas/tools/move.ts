import { boundsOf, boundsOfAll } from '#shared/canvas/bounds.ts'
import { moveItems, removeItems } from '#shared/canvas/edits/items.ts'
import { about, type Bounds, type Matrix, moveBy, type Point } from '#shared/canvas/matrix.ts'
import { type Drawing, itemsOf } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { type HandleKind, handleAt, sidesOf } from './handles.ts'
import { snapped } from './snap.ts'
import type { Pen, Tool, ToolHost } from './tool.ts'

type Drag = { from: Point; handle: HandleKind | null; bounds: Bounds; before: Drawing; moved: boolean }

/** Selects by a click; moves, scales and turns what is selected. */
export function move(host: ToolHost): Tool {
  let drag: Drag | null = null

  const change = (by: Matrix) => {
    const { selected } = host.view()
    const changes = moveItems(drag!.before, selected, by)
    if (drag!.moved) host.amend(changes)
    else host.commit(t.canvas.deeds.move, changes)
    drag!.moved = true
  }
  /** What the hand takes hold of; selects what is under it where nothing is. */
  const grip = (pen: Pen): HandleKind | null | false => {
    const { selected, viewport, layer } = host.view()
    const bounds = boundsOfAll(host.drawing(), selected)
    const handle = bounds && handleAt(bounds, pen, viewport.scale)
    if (handle) return handle
    if (bounds && isIn(bounds, pen) && !pen.shift) return null
    const under = layer
      ? itemsOf(host.drawing(), layer).findLast(item => isIn(boundsOf(item), pen))
      : undefined
    if (!under) {
      if (!pen.shift) host.set({ selected: [] })
      return false
    }
    host.set({ selected: pen.shift ? toggled(selected, under.id) : [under.id] })
    return null
  }
  return {
    cursor: 'default',
    down(pen) {
      if (!host.layer()) return
      const handle = grip(pen)
      const bounds = boundsOfAll(host.drawing(), host.view().selected)
      if (handle === false || !bounds) return
      drag = { from: pen, handle, bounds, before: host.drawing(), moved: false }
    },
    move(pens) {
      const pen = pens.at(-1)
      if (!drag || !pen) return
      if (drag.handle === 'turn') change(turnBy(drag, pen))
      else if (drag.handle) change(scaleBy(drag, pen))
      else {
        const corner = { x: drag.bounds.x + pen.x - drag.from.x, y: drag.bounds.y + pen.y - drag.from.y }
        const at = snapped(host, corner)
        change(moveBy(at.x - drag.bounds.x, at.y - drag.bounds.y))
      }
    },
    up() {
      drag = null
    },
    cancel() {
      if (drag?.moved) host.amend(moveItems(drag.before, host.view().selected, moveBy(0, 0)))
      drag = null
    },
    key(key, { shift }) {
      const { selected } = host.view()
      if (!selected.length) return false
      const step = shift ? 10 : 1
      const by: Record<string, Point> = {
        ArrowLeft: { x: -step, y: 0 },
        ArrowRight: { x: step, y: 0 },
        ArrowUp: { x: 0, y: -step },
        ArrowDown: { x: 0, y: step },
      }
      const nudge = by[key]
      const deletes = key === 'Delete' || key === 'Backspace'
      // What lies on a locked or hidden layer stays as it is, and it is said why.
      if ((nudge || deletes) && !host.layer()) return true
      if (nudge)
        host.commit(t.canvas.deeds.move, moveItems(host.drawing(), selected, moveBy(nudge.x, nudge.y)))
      else if (deletes) {
        host.commit(t.canvas.deeds.remove, removeItems(host.drawing(), selected))
        host.set({ selected: [] })
      } else if (key === 'Escape') host.set({ selected: [] })
      else return false
      return true
    },
  }
}

const toggled = (list: readonly string[], id: string) =>
  list.includes(id) ? list.filter(one => one !== id) : [...list, id]

const isIn = ({ x, y, width, height }: Bounds, at: Point): boolean =>
  at.x >= x && at.y >= y && at.x <= x + width && at.y <= y + height

const middle = ({ x, y, width, height }: Bounds): Point => ({ x: x + width / 2, y: y + height / 2 })

/** With Shift by fifteen degrees at a time. */
function turnBy({ bounds, from }: Drag, pen: Pen): Matrix {
  const centre = middle(bounds)
  const angleOf = ({ x, y }: Point) => (Math.atan2(y - centre.y, x - centre.x) * 180) / Math.PI
  const degrees = angleOf(pen) - angleOf(from)
  return about(centre, 1, 1, pen.shift ? Math.round(degrees / 15) * 15 : degrees)
}

/** A corner keeps the shape, with Shift not; a side stretches; with Alt the middle stays. */
function scaleBy({ bounds, handle }: Drag, pen: Pen): Matrix {
  const { across, down } = sidesOf(handle!)
  const centre = middle(bounds)
  const fixed = pen.alt
    ? centre
    : { x: centre.x - (across * bounds.width) / 2, y: centre.y - (down * bounds.height) / 2 }
  const reach = pen.alt ? 0.5 : 1
  const factor = (side: number, at: number, from: number, length: number) =>
    side === 0 || length === 0 ? 1 : Math.max(0.02, ((at - from) * side) / (length * reach))
  let x = factor(across, pen.x, fixed.x, bounds.width)
  let y = factor(down, pen.y, fixed.y, bounds.height)
  if (across && down && !pen.shift) x = y = Math.max(x, y)
  return about(fixed, x, y)
}
