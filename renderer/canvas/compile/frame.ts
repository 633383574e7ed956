import type { Box, Layer, PageRecord } from '#shared/canvas/records.ts'
import type { CompileSize } from './compiled.ts'

/** How the box is brought to a map: page to map pixels, each axis by its own factor. What lies beyond the page is not seen. */
export type Frame = CompileSize & {
  x: number
  y: number
  across: number
  down: number
  page: CompileSize
}

export const frameOf = (box: Box, page: PageRecord, size: CompileSize): Frame => ({
  ...size,
  x: box.x,
  y: box.y,
  across: size.width / box.width,
  down: size.height / box.height,
  page: { width: page.width, height: page.height },
})

export const frameKey = (frame: Frame): string => JSON.stringify(frame)

/** The longest side of a start image that is larger than the picture, in pixels. */
const longestStart = 2048

/**
 * The size of the start image: the picture's, or that of the box itself where only what lies around a mask is drawn,
 * enlarged, and `padding` in its pixels.
 */
export function startSize(box: Box, size: CompileSize, mask: Pick<Layer, 'padding'> | undefined) {
  if (typeof mask?.padding !== 'number') return { ...size, padding: null }
  const scale = Math.min(1, longestStart / Math.max(box.width, box.height))
  return {
    width: Math.round(box.width * scale),
    height: Math.round(box.height * scale),
    padding: Math.round(mask.padding * scale),
  }
}
