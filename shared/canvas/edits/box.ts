import { around, type Bounds, corners } from '../matrix.ts'
import { boxOf, canvasLimits, type Drawing, type PageRecord, pageOf } from '../records.ts'
import type { Changes } from './changes.ts'

/** Both sides of a picture are multiples of `multiple`; about `native` pixels of each side suit the model best. */
export type PictureRule = { multiple: number; native: { width: number; height: number } }
export type Size = { width: number; height: number }

/** A box is at most so many times as long as it is wide, or the other way round. */
export const mostAspect = 4

/**
 * The sizes that a model's pictures may have, about as many pixels as it was made for, the widest first, each aspect
 * once. A model that knows one size has one.
 */
export function pictureSizes({ multiple, native }: PictureRule): Size[] {
  const area = native.width * native.height
  const sizes: Size[] = []
  for (let width = multiple; width <= mostAspect * native.width; width += multiple) {
    const height = Math.max(multiple, Math.round(area / width / multiple) * multiple)
    const aspect = width / height
    const off = Math.abs(Math.log((width * height) / area))
    if (aspect <= mostAspect && aspect >= 1 / mostAspect && off < Math.log(1.5)) sizes.push({ width, height })
  }
  if (!sizes.length) sizes.push({ ...native })
  return sizes
    .filter((one, i) => sizes.findIndex(other => other.width * one.height === one.width * other.height) === i)
    .sort((a, b) => b.width / b.height - a.width / a.height)
}

/** The size whose aspect comes nearest to that of a box. */
export const sizeFor = (rule: PictureRule, { width, height }: Size): Size =>
  pictureSizes(rule).reduce((best, one) =>
    offOf(one, width / height) < offOf(best, width / height) ? one : best,
  )

const offOf = ({ width, height }: Size, aspect: number) => Math.abs(Math.log(width / height / aspect))

/**
 * Moves the box to a rectangle of the page, its aspect brought to that of one of the model's pictures: about as large,
 * with the same corner, or the same centre, kept. Whole pixels; sides within the limits.
 */
export function moveBox(
  drawing: Drawing,
  wanted: Bounds,
  rule: PictureRule,
  keep: 'corner' | 'centre' = 'corner',
): Changes {
  const box = boxOf(drawing)
  const size = sizeFor(rule, wanted)
  const divisor = gcd(size.width, size.height)
  const [across, down] = [size.width / divisor, size.height / divisor]
  // Whole multiples of the smallest box of this aspect, so that the aspect is exact.
  const ideal = Math.sqrt((wanted.width * wanted.height) / (across * down))
  const most = Math.floor(canvasLimits.side.max / Math.max(across, down))
  const least = Math.ceil(8 / Math.min(across, down))
  const unit = Math.max(least, Math.min(most, Math.round(ideal)))
  const [width, height] = [across * unit, down * unit]
  const x = Math.round(keep === 'corner' ? wanted.x : wanted.x + (wanted.width - width) / 2)
  const y = Math.round(keep === 'corner' ? wanted.y : wanted.y + (wanted.height - height) / 2)
  return [['box', { ...box, x, y, width, height }]]
}

const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a)

/** The largest box within the page. */
export function fitBox(drawing: Drawing, rule: PictureRule): Changes {
  const { width, height } = pageOf(drawing)
  const size = sizeFor(rule, { width, height })
  const scale = Math.min(width / size.width, height / size.height)
  const wanted = { width: size.width * scale, height: size.height * scale }
  return moveBox(
    drawing,
    { x: (width - wanted.width) / 2, y: (height - wanted.height) / 2, ...wanted },
    rule,
    'centre',
  )
}

const sideWithin = (side: number) =>
  Math.round(Math.max(canvasLimits.side.min, Math.min(canvasLimits.side.max, side)))

export const changePage = (drawing: Drawing, change: Partial<PageRecord>): Changes => {
  const page = { ...pageOf(drawing), ...change }
  return [['page', { ...page, width: sideWithin(page.width), height: sideWithin(page.height) }]]
}

/** Whether some of the box lies beyond the page: there is nothing to see there, and all is drawn anew. */
export const boxBeyondPage = (drawing: Drawing): boolean => {
  const { width, height } = pageOf(drawing)
  const box = around(corners(boxOf(drawing)))!
  return box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height
}
