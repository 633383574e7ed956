import type { AssetId } from '#shared/conditions.ts'
import { call } from '../api.ts'

/** So many pixels of bitmaps are kept; the ones longest unused go first. */
const mostPixels = 48e6

const held = new Map<AssetId, Promise<ImageBitmap>>()
const sizes = new Map<AssetId, number>()

async function load(id: AssetId): Promise<ImageBitmap> {
  const { bytes } = await call('assets.get', { id })
  return createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }))
}

function hold(id: AssetId, bitmap: Promise<ImageBitmap>): Promise<ImageBitmap> {
  held.delete(id)
  held.set(id, bitmap)
  bitmap.then(
    ({ width, height }) => {
      sizes.set(id, width * height)
      let total = [...sizes.values()].reduce((sum, pixels) => sum + pixels, 0)
      for (const oldest of held.keys()) {
        if (total <= mostPixels || oldest === id) break
        total -= sizes.get(oldest) ?? 0
        // Whoever still draws with it keeps it; without anybody it is collected.
        held.delete(oldest)
        sizes.delete(oldest)
      }
    },
    () => held.delete(id),
  )
  return bitmap
}

/** The bitmaps of these images; what is not kept any more is left out. */
export async function imagesOf(ids: readonly AssetId[]): Promise<Map<AssetId, ImageBitmap>> {
  const found = new Map<AssetId, ImageBitmap>()
  await Promise.all(
    ids.map(async id => {
      const bitmap = await hold(id, held.get(id) ?? load(id)).catch(() => null)
      if (bitmap) found.set(id, bitmap)
    }),
  )
  return found
}

/** Keeps an image as a PNG and gives its id. Errors: those of `assets.put`. */
export async function putImage(
  image: Blob | ImageBitmap,
): Promise<{ asset: AssetId; width: number; height: number }> {
  const bitmap = image instanceof Blob ? await createImageBitmap(image) : image
  const { width, height } = bitmap
  const bytes = new Uint8Array(await (await pngOf(image, bitmap)).arrayBuffer())
  const { id } = await call('assets.put', { bytes })
  hold(id, Promise.resolve(bitmap))
  return { asset: id, width, height }
}

function pngOf(image: Blob | ImageBitmap, bitmap: ImageBitmap): Blob | Promise<Blob> {
  if (image instanceof Blob && image.type === 'image/png') return image
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}
