import type { Box, Item, PageRecord } from '#shared/canvas/records.ts'
import type { RegionOfWords } from '#shared/conditions.ts'

/**
 * The part of the box that a layer covers, in shares of it, when all that lies there is one upright, opaque rectangle;
 * null otherwise, or when it lies outside the box or the page.
 */
export function plainRectangle(
  items: readonly Item[],
  box: Box,
  page: PageRecord,
): RegionOfWords['rectangle'] | null {
  const [item, ...others] = items
  if (others.length || item?.kind !== 'shape' || item.form !== 'rectangle' || item.opacity < 1) return null
  const [a, b, c, d, e, f] = item.matrix
  if (b !== 0 || c !== 0) return null
  const [x1, y1, x2, y2] = item.points as [number, number, number, number]
  const across = [a * x1 + e, a * x2 + e]
    .map(x => share(within(x, page.width) - box.x, box.width))
    .sort((p, q) => p - q)
  const down = [d * y1 + f, d * y2 + f]
    .map(y => share(within(y, page.height) - box.y, box.height))
    .sort((p, q) => p - q)
  const [x, y] = [across[0]!, down[0]!]
  const [width, height] = [across[1]! - x, down[1]! - y]
  return width > 0 && height > 0 ? { x, y, width, height } : null
}

const within = (at: number, side: number) => Math.max(0, Math.min(side, at))
const share = (at: number, side: number) => within(at / side, 1)
