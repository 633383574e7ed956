import type { Item, Layer as LayerRecord, RecordId } from '#shared/canvas/records.ts'
import type { Images } from '../paint/draw-item.ts'
import { drawItems } from '../paint/draw-layer.ts'
import { type Frame, frameKey } from './frame.ts'

type Context = OffscreenCanvasRenderingContext2D
/** What of items is painted: `as` gives each in the colours that are wanted, `images` the pictures to match. */
export type Manner = { name: string; as: (item: Item) => Item; images: Images }

/** Which layer is painted, and whether its strokes lay its images open. */
type Of = Pick<LayerRecord, 'id' | 'reveal'>

type Layer = {
  items: readonly Item[]
  version: number
  /** All items but the last, painted; null while there are none. */
  base: { canvas: OffscreenCanvas; context: Context; items: readonly Item[]; bytes: number } | null
}

/** Bytes of canvases that are kept for the next time. */
const mostBytes = 256 * 2 ** 20

let versions = 0

/**
 * Paints layers and remembers all of each but its last item, so that the next stroke, or the next state of one in
 * progress, costs one stroke.
 */
export function layerPainter() {
  const layers = new Map<string, Layer>()
  let scratch: Context | null = null
  let bytes = 0

  const layerFor = (
    { id, reveal }: Of,
    items: readonly Item[],
    frame: Frame,
    { name }: Manner,
  ): [string, Layer] => {
    const key = `${id} ${name} ${frameKey(frame)}${reveal ? ' reveal' : ''}`
    const known = layers.get(key)
    const layer: Layer =
      known && alike(known.items, items) ? known : { items, version: ++versions, base: known?.base ?? null }
    layers.delete(key)
    layers.set(key, layer)
    return [key, layer]
  }

  const forget = (key: string) => {
    bytes -= layers.get(key)?.base?.bytes ?? 0
    layers.delete(key)
  }

  const makeRoom = (used: string) => {
    for (const key of layers.keys()) {
      if (bytes <= mostBytes) return
      if (key !== used) forget(key)
    }
  }

  return {
    /** A number that stays the same for as long as what lies on the layer does. */
    version: (of: Of, items: readonly Item[], frame: Frame, manner: Manner): number =>
      layerFor(of, items, frame, manner)[1].version,

    /** The layer's items over nothing, without the layer's own opacity; good until the next call. */
    paint(of: Of, items: readonly Item[], frame: Frame, manner: Manner): Context {
      const [key, layer] = layerFor(of, items, frame, manner)
      const draw = (context: Context, some: readonly Item[]) => {
        context.save()
        context.setTransform(frame.across, 0, 0, frame.down, -frame.x * frame.across, -frame.y * frame.down)
        context.beginPath()
        context.rect(0, 0, frame.page.width, frame.page.height)
        context.clip()
        drawItems(context, some.map(manner.as), manner.images, of.reveal)
        context.restore()
      }
      // What is laid open depends on all items together.
      const rest = of.reveal ? [] : items.slice(0, -1)
      if (rest.length) {
        if (!layer.base) {
          const context = contextOf(frame)
          layer.base = { canvas: context.canvas, context, items: [], bytes: 4 * frame.width * frame.height }
          bytes += layer.base.bytes
        }
        const { base } = layer
        const goesOn = base.items.length <= rest.length && base.items.every((item, i) => item === rest[i])
        if (!goesOn) base.context.clearRect(0, 0, frame.width, frame.height)
        draw(base.context, goesOn ? rest.slice(base.items.length) : rest)
        base.items = rest
      }
      if (scratch?.canvas.width !== frame.width || scratch.canvas.height !== frame.height)
        scratch = contextOf(frame)
      scratch.globalCompositeOperation = 'source-over'
      scratch.clearRect(0, 0, frame.width, frame.height)
      if (rest.length) scratch.drawImage(layer.base!.canvas, 0, 0)
      draw(scratch, items.slice(rest.length))
      makeRoom(key)
      return scratch
    },

    /** Forgets all layers but these. */
    keepOnly(ids: ReadonlySet<RecordId>): void {
      for (const key of [...layers.keys()]) if (!ids.has(key.slice(0, key.indexOf(' ')))) forget(key)
    },
  }
}
export type LayerPainter = ReturnType<typeof layerPainter>

const alike = (a: readonly Item[], b: readonly Item[]) =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** A canvas whose pixels are read back: it stays in memory. */
export const contextOf = ({ width, height }: { width: number; height: number }): Context =>
  new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
