import { around, type Bounds, corners, joined, mapped, type Point } from './matrix.ts'
import { type Drawing, type Item, isItem, type RecordId } from './records.ts'

/** The points of a stroke or a shape in its own coordinates. */
function pointsOf(item: Item): Point[] {
  if (item.kind === 'stroke' || item.kind === 'shape') {
    const each = item.kind === 'stroke' ? 3 : 2
    return Array.from({ length: Math.floor(item.points.length / each) }, (_, i) => ({
      x: item.points[i * each]!,
      y: item.points[i * each + 1]!,
    }))
  }
  return []
}

/** How wide a letter is on the average, as a share of the line's height: a guess that needs no fonts. */
const letter = 0.55

function ownBounds(item: Item): Bounds {
  if (item.kind === 'image') return item
  if (item.kind === 'label') {
    const lines = item.text.split('\n')
    const longest = Math.max(...lines.map(line => line.length))
    return {
      x: item.x,
      y: item.y,
      width: longest * item.size * letter,
      height: lines.length * item.size * 1.2,
    }
  }
  const { x, y, width, height } = around(pointsOf(item))!
  const half = item.kind === 'stroke' ? item.size / 2 : item.line ? item.width / 2 : 0
  return { x: x - half, y: y - half, width: width + 2 * half, height: height + 2 * half }
}

/** What an item covers on the page, in pixels of the page, no smaller than it is. */
export const boundsOf = (item: Item): Bounds =>
  around(corners(ownBounds(item)).map(corner => mapped(item.matrix, corner)))!

/** What these items cover together, or all items of the drawing; null for none. */
export function boundsOfAll(drawing: Drawing, ids?: readonly RecordId[]): Bounds | null {
  const items = ids ? ids.map(id => drawing.get(id)) : [...drawing.values()]
  return joined(items.flatMap(one => (one && isItem(one) ? [boundsOf(one)] : [])))
}
