import type { MapView } from '../lib/map-view.ts'
import type { Colours } from '../map/use-colours.ts'

/** Of more points each is drawn smaller. */
const many = 4000

/** Paints every point as a small square into pixels of its own: a hundred thousand take a few milliseconds. */
export function pointPainter() {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  let image: ImageData | null = null
  return (
    target: CanvasRenderingContext2D,
    {
      places,
      flags,
      view,
      colours,
    }: { places: Float32Array; flags: Uint8Array; view: MapView; colours: Colours },
    ratio: number,
  ): void => {
    const { width, height } = target.canvas
    if (!width || !height) return
    if (!image || image.width !== width || image.height !== height) {
      canvas.width = width
      canvas.height = height
      image = context.createImageData(width, height)
    }
    const pixels = new Uint32Array(image.data.buffer)
    pixels.fill(0)
    const [plain, chosen] = [colourOf(colours['text-3'], 190), colourOf(colours.mark, 255)]
    const count = places.length / 2
    const size = Math.max(1, Math.round((count > many ? 1.5 : 3) * ratio))
    const [scale, left, top] = [view.scale * ratio, view.x * ratio, view.y * ratio]
    for (let i = 0; i < count; i++) {
      const x = (places[2 * i]! * scale + left) | 0
      const y = (places[2 * i + 1]! * scale + top) | 0
      if (x < 0 || y < 0 || x > width - size || y > height - size) continue
      const colour = flags[i] ? chosen : plain
      for (let dy = 0; dy < size; dy++)
        for (let dx = 0; dx < size; dx++) pixels[(y + dy) * width + x + dx] = colour
    }
    context.putImageData(image, 0, 0)
    target.setTransform(1, 0, 0, 1, 0, 0)
    target.drawImage(canvas, 0, 0)
  }
}

/** As a pixel lies in memory on a little-endian machine: alpha, blue, green, red. */
function colourOf(hex: string, alpha: number): number {
  const value = Number.parseInt(hex.slice(1, 7), 16)
  return ((alpha << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0
}
