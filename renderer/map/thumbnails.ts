/** Device pixels a side of what thumbnails are drawn from, and how many of each are kept at most. */
const sizes = [
  { side: 24, most: 2048 },
  { side: 48, most: 2048 },
  { side: 84, most: 640 },
  { side: 168, most: 160 },
] as const
const largest = sizes.length - 1

const atOnce = 8

/**
 * Pictures decoded for the canvas with round corners, small ones for far and larger ones for near; those used longest
 * ago are let go. `load` gives what a key names; `onReady` is called when one that was asked for has been decoded.
 */
export function thumbnails<K>(load: (key: K) => Promise<ImageBitmapSource>, onReady: () => void) {
  const kept = sizes.map(() => new Map<K, ImageBitmap>())
  const wanted = sizes.map(() => new Set<K>())
  let running = 0
  let closed = false

  const work = () => {
    while (running < atOnce) {
      const size = wanted.findIndex(set => set.size > 0)
      if (size < 0) return
      const key = wanted[size]!.values().next().value as K
      wanted[size]!.delete(key)
      running++
      void load(key)
        .then(source => decode(source, sizes[size]!.side))
        .then(bitmap => keep(size, key, bitmap))
        .catch(() => {})
        .finally(() => {
          running--
          work()
        })
    }
  }
  const keep = (size: number, key: K, bitmap: ImageBitmap) => {
    if (closed) return bitmap.close()
    const bitmaps = kept[size]!
    bitmaps.set(key, bitmap)
    for (const [oldest, old] of bitmaps) {
      if (bitmaps.size <= sizes[size]!.most) break
      bitmaps.delete(oldest)
      old.close()
    }
    onReady()
  }
  const use = (size: number, key: K): ImageBitmap | undefined => {
    const bitmap = kept[size]!.get(key)
    if (!bitmap) return undefined
    kept[size]!.delete(key)
    kept[size]!.set(key, bitmap)
    return bitmap
  }
  return {
    /** The bitmap that suits a side in device pixels; another size, or none, until it is decoded. */
    of(key: K, side: number): ImageBitmap | undefined {
      const fits = sizes.findIndex(size => side <= size.side * 1.15)
      const size = fits < 0 ? largest : fits
      const bitmap = use(size, key)
      if (bitmap) return bitmap
      wanted[size]!.add(key)
      work()
      return kept.findLast(bitmaps => bitmaps.has(key))?.get(key)
    },
    /** Forgets what was wanted for a view that is no longer shown. */
    forgetWanted: (): void => {
      for (const set of wanted) set.clear()
    },
    close(): void {
      closed = true
      for (const set of wanted) set.clear()
      for (const bitmaps of kept) for (const bitmap of bitmaps.values()) bitmap.close()
    },
  }
}
export type Thumbnails<K = Blob> = ReturnType<typeof thumbnails<K>>

async function decode(source: ImageBitmapSource, side: number): Promise<ImageBitmap> {
  const picture = await createImageBitmap(source, { resizeQuality: 'high' })
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  const scale = side / Math.min(picture.width, picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  context.beginPath()
  context.roundRect(0, 0, side, side, side * 0.1)
  context.clip()
  context.drawImage(picture, (side - width) / 2, (side - height) / 2, width, height)
  picture.close()
  return canvas.transferToImageBitmap()
}
