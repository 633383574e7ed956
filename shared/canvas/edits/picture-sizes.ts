export type Size = { width: number; height: number }

/** Both sides of a picture are multiples of `multiple`; about `native` pixels of each side suit the model best. */
export type PictureRule = { multiple: number; native: Size }

/** A picture is at most so many times as long as it is wide, or the other way round. */
const mostAspect = 4

/** How far the pixels of an offered size may be from the native ones, as a factor. */
const mostArea = 1.5

/**
 * The sizes that a model's pictures may have, about as many pixels as it was made for, the widest first, each aspect
 * once. A model that knows one size has one.
 */
export function pictureSizes({ multiple, native }: PictureRule): Size[] {
  const area = native.width * native.height
  const byAspect = new Map<number, Size>([[native.width / native.height, native]])
  for (let width = multiple; width <= mostAspect * native.width; width += multiple) {
    const height = Math.max(multiple, Math.round(area / width / multiple) * multiple)
    const aspect = width / height
    const off = Math.abs(Math.log((width * height) / area))
    if (aspect > mostAspect || aspect < 1 / mostAspect || off > Math.log(mostArea)) continue
    if (!byAspect.has(aspect)) byAspect.set(aspect, { width, height })
  }
  return [...byAspect].sort(([a], [b]) => b - a).map(([, size]) => size)
}

/** The size whose aspect comes nearest to that of a box. */
export function sizeFor(rule: PictureRule, { width, height }: Size): Size {
  const off = (one: Size) => Math.abs(Math.log(((one.width / one.height) * height) / width))
  return pictureSizes(rule).reduce((best, one) => (off(one) < off(best) ? one : best))
}
