import { moveBox } from '#shared/canvas/edits/box.ts'
import type { PictureRule } from '#shared/canvas/edits/picture-sizes.ts'
import type { Bounds, Point } from '#shared/canvas/matrix.ts'
import { type Box, boxOf, type Drawing } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { type HandleKind, handleAt, sidesOf } from './handles.ts'
import { snapped } from './snap.ts'
import type { Tool, ToolHost } from './tool.ts'

type Drag = { from: Point; handle: HandleKind | null; box: Box; before: Drawing; moved: boolean }

/** Moves and resizes what a picture is drawn of; its aspect stays one of the model's. */
export function box(host: ToolHost, rule: () => PictureRule): Tool {
  let drag: Drag | null = null
  const put = (wanted: Bounds) => {
    const changes = drag!.handle
      ? moveBox(drag!.before, wanted, rule())
      : ([['box', { ...drag!.box, x: Math.round(wanted.x), y: Math.round(wanted.y) }]] as const)
    if (drag!.moved) host.amend(changes)
    else host.commit(t.canvas.deeds.box, changes)
    drag!.moved = true
  }
  return {
    cursor: 'move',
    down(pen) {
      const now = boxOf(host.drawing())
      const handle = handleAt(now, pen, host.view().viewport.scale)
      drag = {
        from: pen,
        handle: handle === 'turn' ? null : handle,
        box: now,
        before: host.drawing(),
        moved: false,
      }
    },
    move(pens) {
      const pen = pens.at(-1)
      if (!drag || !pen) return
      const { box: was, from, handle } = drag
      const [dx, dy] = [pen.x - from.x, pen.y - from.y]
      if (!handle) {
        const at = snapped(host, { x: was.x + dx, y: was.y + dy })
        put({ ...was, x: at.x, y: at.y })
        return
      }
      const { across, down } = sidesOf(handle)
      const width = Math.max(8, was.width + across * dx)
      const height = Math.max(8, was.height + down * dy)
      put({
        x: across < 0 ? was.x + was.width - width : was.x,
        y: down < 0 ? was.y + was.height - height : was.y,
        width,
        height,
      })
    },
    up() {
      drag = null
    },
    cancel() {
      if (drag?.moved) host.amend([['box', drag.box]])
      drag = null
    },
  }
}
