type Size = { width: number; height: number }

/** A part of an image, in whole pixels. */
export type Window = { x: number; y: number; width: number; height: number }

/**
 * The part of an image around all of its `wanted` pixels, with `padding` pixels more on each side, grown to the aspect
 * of `drawn` as far as the image reaches; null where nothing is wanted.
 */
export function windowAround(
  wanted: (pixel: number) => boolean,
  image: Size,
  padding: number,
  drawn: Size,
): Window | null {
  const box = boxOf(wanted, image)
  if (!box) return null
  const wide = box.right - box.left + 2 * padding
  const high = box.bottom - box.top + 2 * padding
  const aspect = drawn.width / drawn.height
  const across = spread((box.left + box.right) / 2, Math.max(wide, Math.round(high * aspect)), image.width)
  const down = spread((box.top + box.bottom) / 2, Math.max(high, Math.round(wide / aspect)), image.height)
  return { x: across.from, y: down.from, width: across.length, height: down.length }
}

/** `length` pixels around a middle, moved so that they lie within 0 and `limit`, cut where there are not so many. */
function spread(middle: number, length: number, limit: number): { from: number; length: number } {
  const held = Math.min(limit, length)
  return { from: Math.min(limit - held, Math.max(0, Math.round(middle - held / 2))), length: held }
}

function boxOf(wanted: (pixel: number) => boolean, { width, height }: Size) {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (wanted(y * width + x)) {
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
        top = Math.min(top, y)
        bottom = y + 1
      }
  return right > left ? { left, right, top, bottom } : null
}
