import type { Frame } from './frame.ts'
import { contextOf } from './layer-painter.ts'
import type { Filled } from './plan.ts'
import { grey, pressureShare } from './recoloured.ts'
import type { Workshop } from './workshop.ts'

/** How long all that is painted holds, if everywhere alike, 0..1; null when strokes or layers differ. */
export function evenHold(layers: readonly Filled[]): number | null {
  const hold = layers[0]?.layer.hold ?? 0
  return layers.every(one => one.layer.hold === hold && pressedEvenly(one)) ? hold : null
}

const pressedEvenly = ({ layer, items }: Filled) =>
  layer.reveal || items.every(item => item.erase || pressureShare(item) === 1)

/** How long each pixel holds, 0..255 for 0..1, mixed where layers are seen through each other; as red, green and blue. */
export function holdMap(layers: readonly Filled[], frame: Frame, shop: Workshop): ImageData {
  const all = contextOf(frame)
  for (const one of layers) {
    const { layer, items } = one
    const even = pressedEvenly(one)
    const painted = shop.painter.paint(layer, items, frame, even ? shop.own : shop.hold(layer.hold))
    if (even) {
      painted.globalCompositeOperation = 'source-in'
      painted.fillStyle = grey(Math.round(255 * layer.hold))
      painted.fillRect(0, 0, frame.width, frame.height)
    }
    all.globalAlpha = layer.opacity
    all.drawImage(painted.canvas, 0, 0)
  }
  return all.getImageData(0, 0, frame.width, frame.height)
}
