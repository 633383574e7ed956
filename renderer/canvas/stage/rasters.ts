import {
  type Diff,
  type Drawing,
  type Item,
  isItem,
  itemsOf,
  type Layer,
  layersOf,
  pageOf,
  type RecordId,
} from '#shared/canvas/records.ts'
import { drawItem, type Images } from '../paint/draw-item.ts'
import { drawItems, drawLayer } from '../paint/draw-layer.ts'

/** Longest side of a bitmap that holds layers, in pixels. */
const mostSide = 4096

type Sheet = { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D }

/** What the stage shows of a drawing: all layers below the active one as one bitmap, it alone, and all above it. */
export function rasters() {
  const sheets = { below: sheet(), active: sheet(), above: sheet() }
  const scratch = sheet()
  let drawing: Drawing = new Map()
  let activeId: RecordId | null = null
  let images: Images = new Map()
  let scale = 1
  let stale = new Set<keyof typeof sheets>(['below', 'active', 'above'])

  const layers = () => layersOf(drawing)
  const reveals = () => {
    const layer = activeId ? drawing.get(activeId) : undefined
    return layer?.kind === 'layer' && layer.reveal
  }
  const placeOf = (id: RecordId): keyof typeof sheets => {
    const all = layers()
    const [at, active] = [all.findIndex(one => one.id === id), all.findIndex(one => one.id === activeId)]
    return at === active ? 'active' : at < active ? 'below' : 'above'
  }

  function clear({ canvas, context }: Sheet): void {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.setTransform(scale, 0, 0, scale, 0, 0)
  }

  /** Layers need a sheet of their own where an eraser must not reach through, or where they are translucent. */
  function addLayer(to: Sheet, layer: Layer): void {
    const items = itemsOf(drawing, layer.id)
    if (!items.length) return
    if (layer.opacity === 1 && !layer.reveal && !items.some(({ erase }) => erase)) {
      drawItems(to.context, items, images)
      return
    }
    clear(scratch)
    drawItems(scratch.context, items, images, layer.reveal)
    to.context.save()
    to.context.setTransform(1, 0, 0, 1, 0, 0)
    to.context.globalAlpha = layer.opacity
    to.context.drawImage(scratch.canvas, 0, 0)
    to.context.restore()
  }

  function fresh(): void {
    const all = layers()
    const active = all.findIndex(one => one.id === activeId)
    if (stale.has('below')) {
      clear(sheets.below)
      for (const layer of all.slice(0, Math.max(0, active))) if (layer.visible) addLayer(sheets.below, layer)
    }
    if (stale.has('active')) {
      clear(sheets.active)
      const layer = all[active]
      if (layer?.visible) drawLayer(sheets.active.context, drawing, layer.id, images)
    }
    if (stale.has('above')) {
      clear(sheets.above)
      for (const layer of active < 0 ? all : all.slice(active + 1))
        if (layer.visible) addLayer(sheets.above, layer)
    }
    stale = new Set()
  }

  function size(): void {
    const { width, height } = pageOf(drawing)
    scale = Math.min(1, mostSide / Math.max(width, height))
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
    for (const { canvas } of [...Object.values(sheets), scratch])
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w
        canvas.height = h
        stale = new Set(['below', 'active', 'above'])
      }
  }

  /** One item more on top of the active layer is drawn onto what is there. */
  function added(diff: Diff): Item | null {
    if (diff.size !== 1 || stale.has('active')) return null
    const [[, [before, after]]] = [...diff] as [
      [RecordId, Diff extends ReadonlyMap<RecordId, infer V> ? V : never],
    ]
    if (before || !after || !isItem(after) || after.layer !== activeId || reveals()) return null
    return itemsOf(drawing, after.layer).at(-1) === after ? after : null
  }

  return {
    /** The drawing anew, all of it. */
    show(next: Drawing): void {
      drawing = next
      stale = new Set(['below', 'active', 'above'])
    },
    changed(next: Drawing, diff: Diff): void {
      const before = drawing
      drawing = next
      const item = added(diff)
      if (item) {
        drawItem(sheets.active.context, item, images)
        return
      }
      for (const [id, [old, now]] of diff) {
        const one = now ?? old
        if (!one) continue
        if (one.kind === 'layer') {
          // Order and places may all have changed.
          stale = new Set(['below', 'active', 'above'])
        } else if (isItem(one)) {
          for (const layer of [old, now]) if (layer && isItem(layer)) stale.add(placeOf(layer.layer))
        } else if (id === 'page' && before.get('page') !== now) stale = new Set(['below', 'active', 'above'])
      }
    },
    activate(id: RecordId | null): void {
      if (id === activeId) return
      activeId = id
      stale = new Set(['below', 'active', 'above'])
    },
    /** Bitmaps have come. */
    images(next: Images): void {
      images = next
      stale = new Set(['below', 'active', 'above'])
    },
    /** The three bitmaps, up to date, and how large a pixel of the page is in them. */
    read() {
      if (!drawing.size) return null
      size()
      fresh()
      return {
        below: sheets.below.canvas,
        active: sheets.active.canvas,
        above: sheets.above.canvas,
        scale,
        layer: activeId ? (drawing.get(activeId) as Layer | undefined) : undefined,
        images,
      }
    },
    close(): void {
      // Chromium keeps a canvas's memory until it is collected; an empty one has none.
      for (const { canvas } of [...Object.values(sheets), scratch]) {
        canvas.width = 0
        canvas.height = 0
      }
    },
  }
}
export type Rasters = ReturnType<typeof rasters>

function sheet(): Sheet {
  const canvas = document.createElement('canvas')
  return { canvas, context: canvas.getContext('2d')! }
}
