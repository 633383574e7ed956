import { addItems } from '#shared/canvas/edits/items.ts'
import { addLayer } from '#shared/canvas/edits/layers.ts'
import { type CanvasRecord, canvasLimits, image, layersOf, type RecordId } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { toast } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { putImage } from '../images.ts'
import { newId } from '../new-id.ts'
import { mostPsdPixels, type PsdRefusal } from './psd-layers.ts'
import type { PsdAnswer, PsdLayers, PsdQuestion } from './psd-messages.ts'
import { largestFile } from './read-picture.ts'

const words = t.canvas.problems

/** The layers of a PSD as image layers, in its order and at their places, as one change. Errors: `invalid-input`. */
export async function placePsd(file: File): Promise<void> {
  if (file.size > largestFile)
    throw new StudioError('invalid-input', words.large(file.name, largestFile >> 20))
  const room = canvasLimits.layers - layersOf(useCanvas.getState().drawing).length
  const layers = await unpack(file, room)
  if (!layers.length) throw new StudioError('invalid-input', words.psdEmpty(file.name))
  // The images first: nobody waits for them, and the drawing may go on meanwhile.
  const kept = []
  for (const layer of layers) kept.push({ ...layer, ...(await putImage(layer.bitmap)) })
  let drawing = useCanvas.getState().drawing
  const changes = new Map<RecordId, CanvasRecord | null>()
  for (const { name, left, top, opacity, visible, asset, width, height } of kept) {
    const id = newId()
    const said = { name: (name || file.name).slice(0, 100), opacity, visible }
    const layer = addLayer(drawing, { id, role: 'image', ...said })
    if (!layer.length) throw new StudioError('invalid-input', sentences.many(file.name, 0))
    const place = { x: left, y: top, width, height }
    const item = image.parse({ kind: 'image', id: newId(), layer: id, order: 0, asset, ...place })
    for (const [key, record] of [...layer, ...addItems(drawing, [item])]) changes.set(key, record)
    drawing = new Map([...drawing, ...(layer as [RecordId, CanvasRecord][])])
  }
  commit(t.canvas.deeds.image, changes)
  toast(words.psd(layers.length))
}

const sentences: Record<PsdRefusal, (name: string, room: number) => string> = {
  huge: name => words.psdHuge(name, mostPsdPixels / 1e6),
  many: (name, room) => words.psdMany(name, room),
  colours: name => words.psdColours(name),
  broken: name => words.broken(name),
}

/** Unpacked off the window's thread. */
async function unpack(file: File, room: number): Promise<PsdLayers> {
  const worker = new Worker(new URL('./psd-worker.ts', import.meta.url), { type: 'module' })
  try {
    const bytes = await file.arrayBuffer()
    const question: PsdQuestion = { bytes, limits: { pixels: mostPsdPixels, layers: room } }
    const answer = await new Promise<PsdAnswer>(resolve => {
      worker.onmessage = ({ data }: MessageEvent<PsdAnswer>) => resolve(data)
      worker.onerror = () => resolve('broken')
      worker.postMessage(question, [bytes])
    })
    if (typeof answer === 'string') throw new StudioError('invalid-input', sentences[answer](file.name, room))
    return answer
  } finally {
    worker.terminate()
  }
}
