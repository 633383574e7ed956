import { assetsOf, boxOf, type Drawing, layersOf, pageOf } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { saveFiles } from '../../actions/save-files.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { t } from '../../strings.ts'
import { imagesOf } from '../images.ts'
import type { Images } from '../paint/draw-item.ts'
import { drawLayer } from '../paint/draw-layer.ts'
import { fileNameOf } from './file-name.ts'
import { svgOf } from './svg.ts'

type Part = { x: number; y: number; width: number; height: number }

/** A part of the page, at its full size, without paper. */
function sheetOf({ width, height, x, y }: Part): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  context.translate(-x, -y)
  return context
}

/** All visible layers over each other. What a box holds beyond the page is clear. */
function painted(drawing: Drawing, images: Images, part: Part, paper: boolean): OffscreenCanvas {
  const { width, height, background } = pageOf(drawing)
  const context = sheetOf(part)
  context.beginPath()
  context.rect(0, 0, width, height)
  context.clip()
  context.fillStyle = background
  if (paper) context.fillRect(0, 0, width, height)
  const own = sheetOf(part)
  for (const layer of layersOf(drawing)) {
    if (!layer.visible) continue
    own.clearRect(part.x, part.y, part.width, part.height)
    drawLayer(own, drawing, layer.id, images)
    context.globalAlpha = layer.opacity
    context.drawImage(own.canvas, part.x, part.y)
  }
  return context.canvas
}

const bytesOf = async (canvas: OffscreenCanvas) =>
  new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())

const whole = (drawing: Drawing): Part => ({ x: 0, y: 0, ...sizeOf(drawing) })
const sizeOf = (drawing: Drawing) => {
  const { width, height } = pageOf(drawing)
  return { width, height }
}

async function psdOf(drawing: Drawing, images: Images): Promise<Uint8Array> {
  const [{ mostPsdPixels, writePsdLayers }, { trimmed }] = await Promise.all([
    import('./psd-layers.ts'),
    import('./trimmed.ts'),
  ])
  const page = whole(drawing)
  const layers = []
  let total = 0
  const sheet = sheetOf(page)
  for (const { id, name, opacity, visible } of layersOf(drawing)) {
    sheet.clearRect(0, 0, page.width, page.height)
    drawLayer(sheet, drawing, id, images)
    const kept = trimmed(sheet.getImageData(0, 0, page.width, page.height))
    total += kept ? kept.pixels.width * kept.pixels.height : 0
    if (total > mostPsdPixels)
      throw new StudioError('invalid-input', t.canvas.problems.psdExport(mostPsdPixels / 1e6))
    if (kept) layers.push({ name, opacity, visible, ...kept })
  }
  const all = painted(drawing, images, page, true).getContext('2d')!
  return writePsdLayers(layers, all.getImageData(0, 0, page.width, page.height))
}

type Writer = { ending: string; write: (drawing: Drawing, images: Images) => Promise<Uint8Array> }
const writers = {
  png: { ending: 'png', write: (d, images) => bytesOf(painted(d, images, whole(d), true)) },
  clear: { ending: 'png', write: (d, images) => bytesOf(painted(d, images, whole(d), false)) },
  box: { ending: 'png', write: (d, images) => bytesOf(painted(d, images, boxOf(d), true)) },
  psd: { ending: 'psd', write: psdOf },
  svg: { ending: 'svg', write: async drawing => new TextEncoder().encode(svgOf(drawing)) },
} satisfies Record<string, Writer>

/** Writes the open drawing to where a person wants it. Errors: `invalid-input` where it is too large for a PSD. */
export async function exportDrawing(format: keyof typeof writers): Promise<void> {
  const { drawing, name } = useCanvas.getState()
  const images = await imagesOf(assetsOf(drawing))
  const { ending, write }: Writer = writers[format]
  await saveFiles([{ name: `${fileNameOf(name)}.${ending}`, bytes: await write(drawing, images) }])
}
