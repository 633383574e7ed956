import type { Box, PageRecord } from '#shared/canvas/records.ts'
import { type StartImage, startImage } from '#shared/conditions.ts'
import type { CompileSize } from './compiled.ts'
import { type Frame, frameKey, frameOf, startSize } from './frame.ts'
import { evenHold, holdMap } from './holds.ts'
import { brighter, coverage, read } from './pixels.ts'
import type { Filled, Plan } from './plan.ts'
import { evenStrength, type Masked, unevenStrength } from './strength.ts'
import type { Breathe, Told } from './told.ts'
import type { Workshop } from './workshop.ts'

/**
 * The picture to begin from, of all colour and image layers, clear where nothing is painted; what of it is drawn anew,
 * by how long its paint holds and by the mask layers. Null when nothing is painted in the box.
 */
export async function start(
  { paints, masks }: Pick<Plan, 'paints' | 'masks'>,
  box: Box,
  page: PageRecord,
  size: CompileSize,
  shop: Workshop,
  told: Told,
  breathe: Breathe,
): Promise<StartImage | null> {
  const topMask = masks.at(-1)?.layer
  const { padding, ...own } = startSize(box, size, topMask)
  const frame = frameOf(box, page, own)
  await breathe()
  const paintKey = JSON.stringify([
    'start',
    paints.map(one => [version(one, frame, shop), one.layer.opacity]),
    frameKey(frame),
  ])
  const image = await shop.outputs.get(paintKey, () => {
    const context = shop.composite(paints, frame)
    const { width, height, data } = read(context)
    for (let p = 3; p < data.length; p += 4)
      if (data[p]) return { width, height, channels: 4, data, canvas: context.canvas }
    return null
  })
  if (!image) {
    for (const { layer } of paints) told.untold.set(layer.id, 'empty')
    for (const { layer } of masks) told.untold.set(layer.id, 'nothing-to-keep')
    return null
  }
  for (const { layer } of paints) told.maps.set(layer.id, image.preview)
  await breathe()
  const key = JSON.stringify([paintKey, paints.map(holdOf), masks.map(one => area(one, frame, shop))])
  const { strength, mask, masked } = shop.strengths.get(key, () => strengthOf({ paints, masks }, frame, shop))
  const output =
    mask &&
    (await shop.outputs.get(JSON.stringify(['strength', key]), () => ({
      width: frame.width,
      height: frame.height,
      channels: 1,
      data: mask,
    })))
  for (const { layer } of masks)
    if (!masked) told.untold.set(layer.id, 'empty')
    else if (output) told.maps.set(layer.id, output.preview)
  return startImage.parse({
    image: image.id,
    strength,
    mask: output?.id ?? null,
    padding: output ? padding : null,
    ...(topMask && masked && { feather: topMask.feather }),
  })
}

const version = ({ layer, items }: Filled, frame: Frame, shop: Workshop) =>
  shop.painter.version(layer, items, frame, shop.own)
const area = ({ layer, items }: Filled, frame: Frame, shop: Workshop) =>
  shop.painter.version(layer, items, frame, shop.area)
const holdOf = ({ layer }: Filled) => layer.hold

function strengthOf({ paints, masks }: Pick<Plan, 'paints' | 'masks'>, frame: Frame, shop: Workshop): Masked {
  const covered = masks.map(({ layer, items }) =>
    coverage(shop.painter.paint(layer, items, frame, shop.area)),
  )
  const masked = covered.some(one => one.some(level => level))
  const mask = masked ? brighter(covered) : null
  const even = evenHold(paints)
  if (even !== null) return { ...evenStrength(even, mask), masked }
  const painted = read(shop.composite(paints, frame)).data
  return { ...unevenStrength(painted, holdMap(paints, frame, shop).data, mask), masked }
}
