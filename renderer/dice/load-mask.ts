import { type Mask, maskSide, packMask } from '#shared/mask.ts'

/**
 * A picture file as a mask of at most `maskSide` cells a side: white is redrawn, black and transparent are not.
 * Null when nothing of it is white. Errors: what the browser says of a file that is no picture.
 */
export async function loadMask(file: Blob): Promise<Mask | null> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, maskSide / Math.max(bitmap.width, bitmap.height))
  const columns = Math.max(1, Math.round(bitmap.width * scale))
  const rows = Math.max(1, Math.round(bitmap.height * scale))
  const context = new OffscreenCanvas(columns, rows).getContext('2d')!
  context.fillRect(0, 0, columns, rows)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, columns, rows)
  bitmap.close()
  const { data } = context.getImageData(0, 0, columns, rows)
  const cells = Uint8Array.from({ length: columns * rows }, (_, i) =>
    data[4 * i]! + data[4 * i + 1]! + data[4 * i + 2]! >= 3 * 128 ? 1 : 0,
  )
  return cells.includes(1) ? packMask(cells, columns, rows) : null
}
