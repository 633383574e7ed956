import { addItems } from '#shared/canvas/edits/items.ts'
import { canvasLimits, type Item, stroke } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { mirrors, withMirrors } from './symmetry.ts'
import type { Pen, Tool, ToolHost } from './tool.ts'

const rounded = (value: number) => Math.round(value * 10) / 10

/** Strokes by hand: a brush, or an eraser, or whatever end of the pen is on the page. */
export function drawFreely(host: ToolHost, erases: boolean): Tool {
  let points: number[] = []
  let items: Item[] = []
  let erase = erases
  let ids: string[] = []

  const add = ({ x, y, pressure }: Pen) => {
    if (points.length + 3 > canvasLimits.points) return
    const [px, py] = points.slice(-3)
    // What does not move on the page adds nothing but pressure.
    if (px === rounded(x) && py === rounded(y)) return
    points.push(rounded(x), rounded(y), Math.round(pressure * 1000) / 1000)
  }
  const show = (layer: string) => {
    const { size, opacity, colour, smoothing, pressure, symmetry } = host.view()
    let next = 0
    const id = () => {
      ids[next] ??= host.newId()
      return ids[next++]!
    }
    const one = stroke.parse({
      kind: 'stroke',
      id: id(),
      layer,
      order: 0,
      points: [...points],
      size,
      colour,
      opacity,
      smoothing,
      pressure,
      erase,
    })
    items = withMirrors(one, mirrors(host.drawing(), symmetry), id)
    host.show(items)
  }
  const done = () => {
    points = []
    items = []
    ids = []
    host.show([])
  }
  return {
    cursor: 'none',
    down(pen) {
      const layer = host.layer()
      if (!layer) return
      erase = erases || pen.eraser
      points = []
      add(pen)
      show(layer.id)
    },
    move(pens) {
      if (!points.length) return
      for (const pen of pens) add(pen)
      show(items[0]!.layer)
    },
    up() {
      if (!items.length) return
      const changes = addItems(host.drawing(), items)
      done()
      host.commit(erase ? t.canvas.deeds.erase : t.canvas.deeds.stroke, changes)
    },
    cancel: done,
  }
}
