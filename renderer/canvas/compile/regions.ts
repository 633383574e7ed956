import type { Box, PageRecord } from '#shared/canvas/records.ts'
import type { RegionOfWords } from '#shared/conditions.ts'
import type { Pixels } from './encode-png.ts'
import { type Frame, frameKey } from './frame.ts'
import { coverage } from './pixels.ts'
import { plainRectangle } from './plain-rectangle.ts'
import type { Filled } from './plan.ts'
import { previewOf } from './preview.ts'
import type { Breathe, Told } from './told.ts'
import type { Workshop } from './workshop.ts'

/** Each region layer with its words: a rectangle where there is nothing else on it, or else a grey mask. */
export async function regions(
  layers: readonly Filled[],
  box: Box,
  page: PageRecord,
  frame: Frame,
  shop: Workshop,
  told: Told,
  breathe: Breathe,
): Promise<RegionOfWords[]> {
  const out: RegionOfWords[] = []
  for (const { layer, items } of layers) {
    await breathe()
    const { words, feather, from, to } = layer
    const said = { words, feather, from, to, weight: Math.min(1, layer.weight) }
    const rectangle = plainRectangle(items, box, page)
    if (rectangle) {
      told.maps.set(layer.id, await previewOf(rectanglePixels(rectangle, frame)))
      out.push({ ...said, rectangle })
      continue
    }
    const version = shop.painter.version(layer, items, frame, shop.area)
    const made = await shop.outputs.get(JSON.stringify(['area', version, frameKey(frame)]), () => {
      const data = coverage(shop.painter.paint(layer, items, frame, shop.area))
      return data.some(level => level)
        ? { width: frame.width, height: frame.height, channels: 1, data }
        : null
    })
    if (!made) told.untold.set(layer.id, 'empty')
    else {
      told.maps.set(layer.id, made.preview)
      out.push({ ...said, mask: made.id })
    }
  }
  return out
}

function rectanglePixels(at: NonNullable<RegionOfWords['rectangle']>, frame: Frame): Pixels {
  const scale = Math.min(1, 160 / Math.max(frame.width, frame.height))
  const width = Math.max(1, Math.round(frame.width * scale))
  const height = Math.max(1, Math.round(frame.height * scale))
  const data = new Uint8Array(width * height)
  const [left, right] = [Math.round(at.x * width), Math.round((at.x + at.width) * width)]
  for (let y = Math.round(at.y * height); y < Math.round((at.y + at.height) * height); y++)
    data.fill(255, y * width + left, y * width + right)
  return { width, height, channels: 1, data }
}
