import { addItems } from '#shared/canvas/edits/items.ts'
import { addLayer } from '#shared/canvas/edits/layers.ts'
import { boxOf, image, type LayerRole, layersOf } from '#shared/canvas/records.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { explain, toast } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { putImage } from '../images.ts'
import { newId } from '../new-id.ts'
import { placePsd } from './place-psd.ts'
import { readPicture } from './read-picture.ts'

export type Place = { name: string; role?: LayerRole; label?: string; reveal?: boolean }

/** A picture on a layer of its own, whole within the box, in its middle. */
export async function placeBitmap(picture: Blob | ImageBitmap, place: Place): Promise<void> {
  const { asset, width, height } = await putImage(picture)
  const { drawing } = useCanvas.getState()
  const box = boxOf(drawing)
  const scale = Math.min(box.width / width, box.height / height)
  const { layer: inHand } = useCanvasView.getState()
  const id = newId()
  const top = layersOf(drawing).at(-1)?.id
  const above = place.role === 'result' ? top : (inHand ?? top)
  const layers = addLayer(drawing, {
    id,
    role: place.role ?? 'image',
    name: place.name.slice(0, 100),
    reveal: place.reveal ?? false,
    ...(above && { above }),
  })
  if (!layers.length) return
  const item = image.parse({
    kind: 'image',
    id: newId(),
    layer: id,
    order: 0,
    asset,
    x: box.x + (box.width - width * scale) / 2,
    y: box.y + (box.height - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  })
  commit(place.label ?? t.canvas.deeds.image, [...layers, ...addItems(drawing, [item])])
  setCanvasView({ layer: id, selected: [] })
}

/** Files from a desktop, a dialog or a clipboard, each on layers of its own; what cannot be placed changes nothing. */
export async function placeFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    try {
      if (/\.psd$/i.test(file.name)) {
        await placePsd(file)
        continue
      }
      const { bitmap, note } = await readPicture(file)
      await placeBitmap(bitmap, { name: file.name.replace(/\.\w+$/, '') || t.canvas.layers.roles.image })
      if (note) toast(note)
    } catch (error) {
      explain(error)
    }
  }
}

export function pickPictures(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = 'image/png,image/jpeg,image/webp,image/avif,image/gif,.psd'
  input.addEventListener('change', () => void placeFiles([...(input.files ?? [])]))
  input.click()
}
