import { assetsOf, type Drawing, layersOf, pageOf } from '#shared/canvas/records.ts'
import { saveFiles } from '../../actions/save-files.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { imagesOf } from '../images.ts'
import type { Images } from '../paint/draw-item.ts'
import { drawLayer } from '../paint/draw-layer.ts'
import { svgOf } from './svg.ts'

type Format = 'png' | 'psd' | 'svg'

/** The page with all visible layers, or a layer of it alone, at its full size. */
function painted(drawing: Drawing, images: Images, only?: string): OffscreenCanvas {
  const { width, height, background } = pageOf(drawing)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  if (only) drawLayer(context, drawing, only, images)
  else {
    context.fillStyle = background
    context.fillRect(0, 0, width, height)
    const sheet = new OffscreenCanvas(width, height)
    const own = sheet.getContext('2d')!
    for (const layer of layersOf(drawing)) {
      if (!layer.visible) continue
      own.clearRect(0, 0, width, height)
      drawLayer(own, drawing, layer.id, images)
      context.globalAlpha = layer.opacity
      context.drawImage(sheet, 0, 0)
    }
  }
  return canvas
}

const bytesOf = async (canvas: OffscreenCanvas) =>
  new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())

async function psdOf(drawing: Drawing, images: Images): Promise<Uint8Array> {
  const { writePsd } = await import('ag-psd')
  const { width, height } = pageOf(drawing)
  const pixels = (canvas: OffscreenCanvas) => canvas.getContext('2d')!.getImageData(0, 0, width, height)
  const children = layersOf(drawing).map(({ id, name, opacity, visible }) => ({
    name,
    opacity,
    hidden: !visible,
    left: 0,
    top: 0,
    imageData: pixels(painted(drawing, images, id)),
  }))
  return new Uint8Array(writePsd({ width, height, children, imageData: pixels(painted(drawing, images)) }))
}

const writers: Record<Format, (drawing: Drawing, images: Images) => Promise<Uint8Array>> = {
  png: (drawing, images) => bytesOf(painted(drawing, images)),
  psd: psdOf,
  svg: async drawing => new TextEncoder().encode(svgOf(drawing)),
}

/** Writes the open drawing to where a person wants it. */
export async function exportDrawing(format: Format): Promise<void> {
  const { drawing, name } = useCanvas.getState()
  const images = await imagesOf(assetsOf(drawing))
  const bytes = await writers[format](drawing, images)
  const safe = name.replace(/[\\/:*?"<>|\0]/g, ' ').trim() || 'drawing'
  await saveFiles([{ name: `${safe}.${format}`, bytes }])
}
