import { createHash } from 'node:crypto'
import { encode } from 'fast-png'
import { assetsOf } from '#engine/conditions/assets.ts'
import type { Model } from '#engine/model/open.ts'
import { textToImage } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import type { Pixels } from './measure-picture.ts'

/** One picture in this process: settings as a generation has them; ink: a sketch, white on black, [side x side]. */
export async function paint(model: Model, asked: object, ink?: Uint8Array): Promise<Pixels> {
  const side = ink && Math.sqrt(ink.length)
  const bytes = ink && encode({ width: side!, height: side!, data: ink, channels: 1, depth: 8 })
  const map = bytes && createHash('sha256').update(bytes).digest('hex')
  const told = map ? { ...asked, conditions: { controls: [{ net: 'sketch', map }] } } : asked
  const [picture] = await textToImage({
    model,
    settings: resolveSettings(generation.parse(told), model.defaults),
    batch: 1,
    assets: assetsOf(map ? { [map]: bytes! } : {}),
    signal: new AbortController().signal,
    onStage: () => {},
    onStep: () => {},
  })
  return picture!
}
