import type { Bounds } from '../matrix.ts'
import { boxOf, canvasLimits, type Drawing, pageOf } from '../records.ts'
import type { Changes } from './changes.ts'
import { type PictureRule, type Size, sizeFor } from './picture-sizes.ts'

const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a)

/** The least side of a box in pixels of the page. */
const leastSide = 8

/**
 * A size of exactly the aspect of one of the model's pictures, in whole pixels and within the limits of a page:
 * `round` says which of the sizes around the wanted one.
 */
function sized(wanted: Size, rule: PictureRule, round: (n: number) => number): Size {
  const size = sizeFor(rule, wanted)
  const divisor = gcd(size.width, size.height)
  const [across, down] = [size.width / divisor, size.height / divisor]
  const unit = Math.max(
    Math.ceil(leastSide / Math.min(across, down)),
    Math.min(
      Math.floor(canvasLimits.side.max / Math.max(across, down)),
      round(Math.sqrt((wanted.width * wanted.height) / (across * down))),
    ),
  )
  return { width: across * unit, height: down * unit }
}

/**
 * Moves the box to about a rectangle of the page, its aspect that of one of the model's pictures, with the same upper
 * left corner, or the same centre, kept.
 */
export function moveBox(
  drawing: Drawing,
  wanted: Bounds,
  rule: PictureRule,
  keep: 'corner' | 'centre' = 'corner',
): Changes {
  const { width, height } = sized(wanted, rule, Math.round)
  const x = Math.round(keep === 'corner' ? wanted.x : wanted.x + (wanted.width - width) / 2)
  const y = Math.round(keep === 'corner' ? wanted.y : wanted.y + (wanted.height - height) / 2)
  return [['box', { ...boxOf(drawing), x, y, width, height }]]
}

/** The largest box within the page, in its middle. */
export function fitBox(drawing: Drawing, rule: PictureRule): Changes {
  const page = pageOf(drawing)
  const aspect = sizeFor(rule, page)
  const scale = Math.min(page.width / aspect.width, page.height / aspect.height)
  const { width, height } = sized({ width: aspect.width * scale, height: aspect.height * scale }, rule, n =>
    Math.floor(n + 1e-9),
  )
  const x = Math.round((page.width - width) / 2)
  const y = Math.round((page.height - height) / 2)
  return [['box', { ...boxOf(drawing), x, y, width, height }]]
}
