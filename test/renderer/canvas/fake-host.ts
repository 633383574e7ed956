import { apply, diffTo } from '#shared/canvas/diff.ts'
import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import {
  type CanvasRecord,
  type Drawing,
  type Item,
  isItem,
  type Layer,
  layersOf,
} from '#shared/canvas/records.ts'
import type { Pen, ToolHost } from '../../../renderer/canvas/tools/tool.ts'
import { type CanvasView, useCanvasView } from '../../../renderer/stores/canvas-view.ts'

/** A stage without a window: a drawing of its own, and what tools did to it. */
export function fakeHost(view: Partial<CanvasView> = {}) {
  let count = 0
  const newId = () => `id${++count}`
  const records = newDrawing({ newId, names: { sketch: 'Sketch', colour: 'Colour' } })
  let drawing: Drawing = new Map(records.map(one => [one.id, one]))
  const layer = layersOf(drawing).at(-1) as Layer
  let state: CanvasView = { ...useCanvasView.getState(), layer: layer.id, ...view }
  const shown: (readonly Item[])[] = []
  const gestures: string[] = []
  const put = (changes: Iterable<readonly [string, CanvasRecord | null]>) => {
    drawing = apply(drawing, diffTo(drawing, new Map(changes)))
  }
  const host: ToolHost = {
    view: () => state,
    set: part => {
      state = { ...state, ...part }
    },
    drawing: () => drawing,
    layer: () => layer,
    newId,
    show: items => void shown.push(items),
    guide: () => {},
    commit: (label, changes) => {
      gestures.push(label)
      put(changes)
    },
    amend: put,
    colourAt: () => '#123456',
    pixels: () => null,
    keep: async () => '',
    ask: async () => 'words',
  }
  return {
    host,
    shown,
    gestures,
    view: () => state,
    drawing: () => drawing,
    items: () => [...drawing.values()].filter(isItem),
  }
}

export const pen = (x: number, y: number, more: Partial<Pen> = {}): Pen => ({
  x,
  y,
  pressure: 0.5,
  shift: false,
  alt: false,
  eraser: false,
  ...more,
})
