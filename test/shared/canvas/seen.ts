import { boundsOf } from '#shared/canvas/bounds.ts'
import { type Drawing, itemsOf, layersOf, type Shape } from '#shared/canvas/records.ts'

type Pixel = { value: number; alpha: number }
const nothing: Pixel = { value: 0, alpha: 0 }

/** Porter and Duff's source over destination, with premultiplied values. */
const over = (a: Pixel, b: Pixel): Pixel => ({
  value: a.value + b.value * (1 - a.alpha),
  alpha: a.alpha + b.alpha * (1 - a.alpha),
})

const faded = ({ value, alpha }: Pixel, by: number): Pixel => ({ value: value * by, alpha: alpha * by })

/** What is seen at a point of a drawing of filled upright rectangles: a painter of few words, to check edits by. */
export function seenAt(drawing: Drawing, x: number, y: number): Pixel {
  return layersOf(drawing)
    .filter(({ visible }) => visible)
    .reduce((below, layer) => {
      const own = itemsOf(drawing, layer.id).reduce((pixel, item) => {
        const at = boundsOf(item)
        if (x < at.x || y < at.y || x >= at.x + at.width || y >= at.y + at.height) return pixel
        if (item.erase) return faded(pixel, 1 - item.opacity)
        const value = Number.parseInt((item as Shape).fill!.slice(1, 3), 16) / 255
        return over(faded({ value, alpha: 1 }, item.opacity), pixel)
      }, nothing)
      return over(faded(own, layer.opacity), below)
    }, nothing)
}
