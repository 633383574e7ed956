import type { PictureId } from '#shared/studio/pictures.ts'
import { call, imageUrl } from '../../api.ts'
import { takeTool } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { placeBitmap } from '../files/place-picture.ts'
import { imagesOf } from '../images.ts'

/** How softly what was drawn anew ends, as a share of the picture's shorter side. */
const soft = 0.02

/** Whole, in parts that a brush lays open, or to go on from. */
export type AcceptAs = 'result' | 'part' | 'image'

/** Only where the mask is white, with a soft edge. */
function masked(picture: ImageBitmap, mask: ImageBitmap): ImageBitmap {
  const { width, height } = picture
  const sheet = new OffscreenCanvas(width, height)
  const context = sheet.getContext('2d', { willReadFrequently: true })!
  context.filter = `blur(${Math.max(1, soft * Math.min(width, height))}px)`
  context.drawImage(mask, 0, 0, width, height)
  const grey = context.getImageData(0, 0, width, height)
  for (let i = 0; i < grey.data.length; i += 4) grey.data[i + 3] = grey.data[i]!
  context.filter = 'none'
  context.putImageData(grey, 0, 0)
  context.globalCompositeOperation = 'source-in'
  context.drawImage(picture, 0, 0)
  return sheet.transferToImageBitmap()
}

/**
 * Puts a picture over the box on a layer of its own, as one change. As a result it keeps to the mask that it was drawn
 * with: what was kept lies in the drawing already, sharper. As a part nothing of it is seen until a brush lays it open.
 */
export async function acceptPicture(id: PictureId, as: AcceptAs): Promise<void> {
  const role = as === 'part' ? 'result' : as
  const blob = await (await fetch(imageUrl(id))).blob()
  const { record } = await call('pictures.get', { id })
  const start = record?.settings.conditions.start
  const mask = role === 'result' && start?.mask ? (await imagesOf([start.mask])).get(start.mask) : undefined
  const place = {
    name: t.canvas.layers.roles[role],
    role,
    label: role === 'result' ? t.canvas.deeds.accept : t.canvas.deeds.goOn,
    reveal: as === 'part',
  }
  await placeBitmap(mask ? masked(await createImageBitmap(blob), mask) : blob, place)
  if (as === 'part') takeTool('brush')
}
