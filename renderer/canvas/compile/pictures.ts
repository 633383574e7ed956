import { edgeFinders } from '#shared/edges/find-edges.ts'
import type { Images } from '../paint/draw-item.ts'
import { contextOf } from './layer-painter.ts'

/** Longest side of the pictures that ink and silhouettes are made of, in pixels. */
const longest = 2048

function redrawn(image: ImageBitmap, change: (pixels: ImageData) => void): ImageBitmap {
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  const size = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  }
  const context = contextOf(size)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, size.width, size.height)
  const pixels = context.getImageData(0, 0, size.width, size.height)
  change(pixels)
  context.putImageData(pixels, 0, 0)
  return context.canvas.transferToImageBitmap()
}

/** White where a picture has ink (shared/edges/ink.ts), clear where it has none. */
export const inkPicture = (image: ImageBitmap): ImageBitmap =>
  redrawn(image, pixels => {
    const ink = edgeFinders.none(pixels)
    pixels.data.fill(255)
    for (let i = 0; i < ink.length; i++) pixels.data[4 * i + 3] = ink[i]!
  })

/** One grey, 0..255, wherever a picture is, as opaque as it is there. */
export const silhouette = (image: ImageBitmap, level: number): ImageBitmap =>
  redrawn(image, ({ data }) => {
    for (let p = 0; p < data.length; p += 4) data.fill(level, p, p + 3)
  })

/** Pictures made of pictures when they are first asked for. */
export function lazily(images: Images, make: (image: ImageBitmap) => ImageBitmap): Images {
  const made = new Map<string, ImageBitmap>()
  return {
    get size() {
      return images.size
    },
    get(id) {
      const image = images.get(id)
      if (!image) return undefined
      const known = made.get(id) ?? make(image)
      made.set(id, known)
      return known
    },
  } as Images
}
