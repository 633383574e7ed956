import { mergeTarget } from '#shared/canvas/edits/merge-down.ts'
import {
  assetsOf,
  type Drawing,
  image,
  itemsOf,
  type Layer,
  pageOf,
  type RecordId,
} from '#shared/canvas/records.ts'
import { type Changes, commit, useCanvas } from '../../stores/canvas.ts'
import { t } from '../../strings.ts'
import { trimmed } from '../files/trimmed.ts'
import { imagesOf, putImage } from '../images.ts'
import { newId } from '../new-id.ts'
import { drawLayer } from '../paint/draw-layer.ts'

/** Both layers as they are seen over each other, within the page. */
async function paintedTogether(drawing: Drawing, layers: readonly Layer[]): Promise<ImageData> {
  const { width, height } = pageOf(drawing)
  const images = await imagesOf(assetsOf(drawing))
  const sheet = () => new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  const [all, own] = [sheet(), sheet()]
  for (const { id, opacity } of layers) {
    own.clearRect(0, 0, width, height)
    drawLayer(own, drawing, id, images)
    all.globalAlpha = opacity
    all.drawImage(own.canvas, 0, 0)
  }
  return all.getImageData(0, 0, width, height)
}

/**
 * Puts two layers together as one image on the lower, where their items by themselves would look otherwise. Nothing
 * happens when the drawing has changed meanwhile. Errors: those of keeping the image.
 */
export async function mergePixels(id: RecordId): Promise<void> {
  const { drawing } = useCanvas.getState()
  const target = mergeTarget(drawing, id)
  if (target === null) return
  const layers = [drawing.get(target) as Layer, drawing.get(id) as Layer]
  const kept = trimmed(await paintedTogether(drawing, layers))
  const changes: [RecordId, Changes extends Iterable<readonly [RecordId, infer R]> ? R : never][] = [
    ...[target, id].flatMap(one => itemsOf(drawing, one).map(item => [item.id, null] as [RecordId, null])),
    [id, null],
    [target, { ...layers[0]!, opacity: 1 }],
  ]
  if (kept) {
    const { left: x, top: y, pixels } = kept
    const { width, height } = pixels
    const data = new ImageData(new Uint8ClampedArray(pixels.data), width, height)
    const { asset } = await putImage(await createImageBitmap(data))
    const item = image.parse({
      kind: 'image',
      id: newId(),
      layer: target,
      order: 1,
      asset,
      x,
      y,
      width,
      height,
    })
    changes.push([item.id, item])
  }
  if (useCanvas.getState().drawing === drawing) commit(t.canvas.deeds.merge, changes)
}
