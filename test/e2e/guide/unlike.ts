import sharp from 'sharp'

/** What of a picture is compared: so many cells, each its mean grey, since fonts and chance differ in small things. */
const [columns, rows] = [48, 32]
/** A mean difference of cells, of 255, that other rolls and other fonts do not come to, but another screen does. */
const most = 26
/** Pixels by which a side may differ where text is wider or narrower. */
const slack = 24

const cells = (bytes: Uint8Array) =>
  sharp(bytes).resize(columns, rows, { fit: 'fill' }).greyscale().raw().toBuffer()

/** Why a picture of the guide no longer shows what the window does; null while it does. */
export async function unlike(kept: Uint8Array, now: Uint8Array): Promise<string | null> {
  const [a, b] = [await sharp(kept).metadata(), await sharp(now).metadata()]
  if (Math.abs(a.width - b.width) > slack || Math.abs(a.height - b.height) > slack)
    return `it has ${a.width} x ${a.height} pixels, the window shows ${b.width} x ${b.height}`
  const [before, after] = [await cells(kept), await cells(now)]
  const mean = before.reduce((sum, grey, i) => sum + Math.abs(grey - after[i]!), 0) / before.length
  return mean > most ? `it differs from the window by ${mean.toFixed(1)} of 255 on average` : null
}
