import { addItems } from '#shared/canvas/edits/items.ts'
import type { Point } from '#shared/canvas/matrix.ts'
import { shape } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { snapped } from './snap.ts'
import { mirrors, withMirrors } from './symmetry.ts'
import type { Tool, ToolHost } from './tool.ts'

/** How near the first corner a click closes, in pixels of the window. */
const near = 10

/** Corner after corner by clicks; the first one again, or Enter, closes it. */
export function polygon(host: ToolHost): Tool {
  let corners: Point[] = []
  const done = () => {
    corners = []
    host.guide([])
  }
  const close = () => {
    const layer = corners.length > 2 ? host.layer() : null
    if (layer) {
      const { colour, colourBehind, outline, filled, size, opacity, symmetry } = host.view()
      const one = shape.parse({
        kind: 'shape',
        id: host.newId(),
        layer: layer.id,
        order: 0,
        form: 'polygon',
        points: corners.flatMap(({ x, y }) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]),
        line: outline || !filled ? colour : null,
        width: size,
        fill: filled ? (outline ? colourBehind : colour) : null,
        opacity,
      })
      const items = withMirrors(one, mirrors(host.drawing(), symmetry), host.newId)
      host.commit(t.canvas.deeds.polygon, addItems(host.drawing(), items))
    }
    done()
  }
  return {
    cursor: 'crosshair',
    down(pen) {
      if (!host.layer()) return
      const point = snapped(host, pen)
      const [first] = corners
      const closes =
        first &&
        corners.length > 2 &&
        Math.hypot(first.x - point.x, first.y - point.y) * host.view().viewport.scale < near
      if (closes) return close()
      corners.push(point)
      host.guide(corners)
    },
    hover(pen) {
      if (corners.length) host.guide([...corners, snapped(host, pen)])
    },
    cancel: done,
    key(key) {
      if (!corners.length) return false
      if (key === 'Enter') close()
      else if (key === 'Escape') done()
      else if (key === 'Backspace') {
        corners.pop()
        host.guide(corners)
      } else return false
      return true
    },
  }
}
