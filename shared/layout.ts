import * as z from 'zod'
import { conditionLimits, type RegionOfWords } from './conditions.ts'

const share = (name: string) =>
  z
    .number({ error: `${name} must be a number from 0 to 1` })
    .min(0)
    .max(1)

/** What a layout file says of one region. */
const layoutRegion = z
  .strictObject({
    words: z.string().trim().min(1, 'a region needs words').max(conditionLimits.words),
    /** x, y, width, height in shares of the picture. */
    box: z.tuple([share('x'), share('y'), share('width'), share('height')]).optional(),
    /** A PNG beside the layout file, white within. */
    mask: z.string().min(1).max(1000).optional(),
    weight: share('weight').default(1),
    feather: z.number().min(0).max(conditionLimits.feather).default(0.03),
    from: share('from').default(0),
    to: share('to').default(1),
  })
  .refine(({ box, mask }) => (box === undefined) !== (mask === undefined), {
    error: 'a region needs either a box or a mask',
  })
  .refine(({ box }) => !box || (box[2] > 0 && box[3] > 0), { error: 'its box has no size' })
  .refine(({ box }) => !box || (box[0] + box[2] <= 1.0001 && box[1] + box[3] <= 1.0001), {
    error: 'its box reaches beyond the picture: x + width and y + height are at most 1',
  })

/** A layout of labelled boxes: later regions lie over earlier ones. */
export const layout = z.strictObject({
  version: z.literal(1),
  regions: z
    .array(layoutRegion)
    .max(conditionLimits.regions, `at most ${conditionLimits.regions} regions at once`),
})
export type Layout = z.output<typeof layout>

/** A region as conditions say it; `mask` is the id of its image where it has one. */
export function regionOf({ box, mask: _, ...said }: Layout['regions'][number], mask?: string): RegionOfWords {
  if (!box) return { ...said, mask }
  const [x, y, width, height] = box
  return {
    ...said,
    rectangle: { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) },
  }
}
