import type { Item } from '#shared/canvas/records.ts'
import type { Images } from '../paint/draw-item.ts'
import { composite } from './composite.ts'
import type { Frame } from './frame.ts'
import { type LayerPainter, layerPainter, type Manner } from './layer-painter.ts'
import { type Outputs, outputs } from './outputs.ts'
import { inkPicture, lazily, silhouette } from './pictures.ts'
import type { Filled } from './plan.ts'
import { asArea, asHold, asInk } from './recoloured.ts'
import type { Masked } from './strength.ts'

/** All that is kept from one compilation to the next, and the manners in which layers are painted. */
export type Workshop = {
  painter: LayerPainter
  outputs: Outputs
  images: Map<string, ImageBitmap>
  /** As it is seen. */
  own: Manner
  /** White ink on nothing. */
  ink: Manner
  /** What is covered or drawn around, on nothing. */
  area: Manner
  /** In greys that say how long each thing holds, 0..1. */
  hold(hold: number): Manner
  /** Layers over each other and over nothing, each as opaque as it is. */
  composite(layers: readonly Filled[], frame: Frame): OffscreenCanvasRenderingContext2D
  /** The last strength and mask, by what they were made of. */
  strengths: { get(key: string, make: () => Masked): Masked }
}

export function workshop(): Workshop {
  const images = new Map<string, ImageBitmap>()
  const holds = new Map<number, Images>()
  const itself = (item: Item) => item
  const greyImages = (level: number) => {
    const known = holds.get(level) ?? lazily(images, image => silhouette(image, level))
    holds.set(level, known)
    return known
  }
  const painter = layerPainter()
  const own = { name: 'own', as: itself, images }
  let last: { key: string; strength: Masked } | null = null
  return {
    painter,
    outputs: outputs(),
    images,
    own,
    ink: { name: 'ink', as: asInk, images: lazily(images, inkPicture) },
    area: { name: 'area', as: asArea, images },
    hold: hold => ({
      name: `hold${hold}`,
      as: item => asHold(item, hold),
      images: greyImages(Math.round(255 * hold)),
    }),
    composite: (layers, frame) => composite(layers, frame, painter, own),
    strengths: {
      get(key, make) {
        if (last?.key !== key) last = { key, strength: make() }
        return last.strength
      },
    },
  }
}
