import { addItems } from '#shared/canvas/edits/items.ts'
import { type Item, type Shape, shape } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { snapped } from './snap.ts'
import { mirrors, withMirrors } from './symmetry.ts'
import type { Pen, Tool, ToolHost } from './tool.ts'

type Form = Exclude<Shape['form'], 'polygon'>

/** A line, a rectangle or an ellipse between where the pen came down and where it is. */
export function drawShape(host: ToolHost, form: Form): Tool {
  let from: Pen | null = null
  let items: Item[] = []
  let ids: string[] = []

  const show = (layer: string, pen: Pen) => {
    const { colour, colourBehind, outline, filled, size, opacity, symmetry } = host.view()
    let next = 0
    const id = () => {
      ids[next] ??= host.newId()
      return ids[next++]!
    }
    const one = shape.parse({
      kind: 'shape',
      id: id(),
      layer,
      order: 0,
      form,
      points: between(from!, pen, form),
      line: outline || form === 'line' ? colour : null,
      width: size,
      fill: form !== 'line' && filled ? (outline ? colourBehind : colour) : null,
      opacity,
    })
    items = withMirrors(one, mirrors(host.drawing(), symmetry), id)
    host.show(items)
  }
  const done = () => {
    from = null
    items = []
    ids = []
    host.show([])
  }
  return {
    cursor: 'crosshair',
    down(pen) {
      if (host.layer()) from = { ...pen, ...snapped(host, pen) }
    },
    move(pens) {
      const layer = from && host.layer()
      const pen = pens.at(-1)
      if (layer && pen) show(layer.id, { ...pen, ...snapped(host, pen) })
    },
    up() {
      const changes = addItems(host.drawing(), items)
      done()
      if (changes.length) host.commit(t.canvas.deeds[form], changes)
    },
    cancel: done,
  }
}

/** With Shift a line keeps to eighths of a turn, a rectangle is a square; with Alt the first point is its middle. */
function between(from: Pen, to: Pen, form: Form): number[] {
  let [dx, dy] = [to.x - from.x, to.y - from.y]
  if (to.shift && form === 'line') {
    const length = Math.hypot(dx, dy)
    const angle = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) * Math.PI) / 4
    dx = Math.cos(angle) * length
    dy = Math.sin(angle) * length
  } else if (to.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = Math.sign(dx || 1) * side
    dy = Math.sign(dy || 1) * side
  }
  const start = to.alt ? [from.x - dx, from.y - dy] : [from.x, from.y]
  return [...start, from.x + dx, from.y + dy].map(value => Math.round(value * 10) / 10)
}
