import { boundsOf } from '#shared/canvas/bounds.ts'
import type { Point } from '#shared/canvas/matrix.ts'
import { itemsOf } from '#shared/canvas/records.ts'
import type { Pen, Tool, ToolHost } from './tool.ts'

/** Whether a point lies within a closed line (even-odd rule). */
export function isWithin({ x, y }: Point, line: readonly Point[]): boolean {
  let within = false
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [a, b] = [line[i]!, line[j]!]
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within
  }
  return within
}

/** Selects the items of the active layer whose middle a line drawn around them takes in. */
export function lasso(host: ToolHost): Tool {
  let line: Point[] = []
  const done = () => {
    line = []
    host.guide([])
  }
  return {
    cursor: 'crosshair',
    down(pen) {
      line = [pen]
    },
    move(pens: readonly Pen[]) {
      line.push(...pens.map(({ x, y }) => ({ x, y })))
      host.guide(line)
    },
    up(pen) {
      const { layer, selected } = host.view()
      const around = line
      done()
      if (!layer) return
      const found = itemsOf(host.drawing(), layer)
        .filter(item => {
          const { x, y, width, height } = boundsOf(item)
          return isWithin({ x: x + width / 2, y: y + height / 2 }, around)
        })
        .map(({ id }) => id)
      const all = pen.shift ? [...new Set([...selected, ...found])] : found
      host.set({ selected: all, ...(all.length && { tool: 'move', toolBefore: 'lasso' }) })
    },
    cancel: done,
  }
}
