import type { Frame } from './frame.ts'
import { contextOf, type LayerPainter, type Manner } from './layer-painter.ts'
import type { Filled } from './plan.ts'

/** Layers over each other and over nothing, each as opaque as it is. */
export function composite(
  layers: readonly Filled[],
  frame: Frame,
  painter: LayerPainter,
  manner: Manner,
): OffscreenCanvasRenderingContext2D {
  const all = contextOf(frame)
  for (const { layer, items } of layers) {
    const painted = painter.paint(layer, items, frame, manner)
    all.globalAlpha = layer.opacity
    all.drawImage(painted.canvas, 0, 0)
  }
  return all
}
