import { addItems } from '#shared/canvas/edits/items.ts'
import { floodFill } from '#shared/canvas/flood-fill.ts'
import { image } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import type { Tool, ToolHost } from './tool.ts'

/** Gaps in outlines up to so many pixels are taken for closed. */
const gap = 4

/** Fills what hangs together with the point on the active layer, as an image. */
export function fill(host: ToolHost): Tool {
  return {
    cursor: 'crosshair',
    down(pen) {
      const layer = host.layer()
      const pixels = layer && host.pixels()
      if (!pixels) return
      const { scale, width, height, data } = pixels
      const { colour, opacity, tolerance } = host.view()
      const found = floodFill({ width, height, data }, pen.x * scale, pen.y * scale, { tolerance, gap })
      const part = found && cut(found.data, width, height)
      if (!part) return
      const painted = new ImageData(part.width, part.height)
      const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16)) as [
        number,
        number,
        number,
      ]
      for (let y = 0; y < part.height; y++)
        for (let x = 0; x < part.width; x++)
          if (found.data[(part.y + y) * width + part.x + x])
            painted.data.set([r, g, b, 255], 4 * (y * part.width + x))
      void host.keep(painted).then(asset => {
        const one = image.parse({
          kind: 'image',
          id: host.newId(),
          layer: layer.id,
          order: 0,
          asset,
          x: part.x / scale,
          y: part.y / scale,
          width: part.width / scale,
          height: part.height / scale,
          opacity,
        })
        host.commit(t.canvas.deeds.fill, addItems(host.drawing(), [one]))
      })
    },
  }
}

/** The smallest rectangle around all that is within; null for nothing. */
function cut(bits: Uint8Array, width: number, height: number) {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let i = 0; i < bits.length; i++) {
    if (!bits[i]) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return right < left ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}
