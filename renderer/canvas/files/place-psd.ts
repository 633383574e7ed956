import { addItems } from '#shared/canvas/edits/items.ts'
import { addLayer } from '#shared/canvas/edits/layers.ts'
import { type CanvasRecord, image, type RecordId } from '#shared/canvas/records.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { toast } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { putImage } from '../images.ts'
import { newId } from '../new-id.ts'
import type { PsdLayers } from './psd-messages.ts'
import { largestFile, mostPixels } from './read-picture.ts'

const words = t.canvas.problems

/** The layers of a PSD as image layers, in its order and at their places, as one change. Errors: with a sentence. */
export async function placePsd(file: File): Promise<void> {
  if (file.size > largestFile) throw new Error(words.large(file.name, largestFile >> 20))
  const layers = await layersOf(file)
  if (!layers.length) throw new Error(words.psdEmpty(file.name))
  let drawing = useCanvas.getState().drawing
  const changes = new Map<RecordId, CanvasRecord | null>()
  for (const { name, left, top, opacity, visible, bitmap } of layers) {
    const { asset, width, height } = await putImage(bitmap)
    const id = newId()
    const layer = addLayer(drawing, {
      id,
      role: 'image',
      name: name.slice(0, 100) || file.name,
      opacity,
      visible,
    })
    const item = image.parse({
      kind: 'image',
      id: newId(),
      layer: id,
      order: 0,
      asset,
      x: left,
      y: top,
      width,
      height,
    })
    for (const [key, record] of [...layer, ...addItems(drawing, [item])]) changes.set(key, record)
    drawing = new Map([...drawing, ...(layer as [RecordId, CanvasRecord][])])
  }
  commit(t.canvas.deeds.image, changes)
  toast(words.psd(layers.length))
}

/** Unpacked off the window's thread. */
async function layersOf(file: File): Promise<PsdLayers> {
  const worker = new Worker(new URL('./psd-worker.ts', import.meta.url), { type: 'module' })
  try {
    const bytes = await file.arrayBuffer()
    return await new Promise<PsdLayers>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<PsdLayers | 'huge' | 'broken'>) => {
        if (data === 'broken') reject(new Error(words.broken(file.name)))
        else if (data === 'huge') reject(new Error(words.large(file.name, mostPixels / 1e6)))
        else resolve(data)
      }
      worker.onerror = () => reject(new Error(words.broken(file.name)))
      worker.postMessage({ bytes, mostPixels }, [bytes])
    })
  } finally {
    worker.terminate()
  }
}
