import { latin1 } from './decode-text.ts'

const [tag, short] = [274, 3]

/** How a block of EXIF says its picture is to be turned, 1 to 8 (Exif 3.0, 4.6.5); undefined where it does not. */
export function readOrientation(block: Uint8Array): number | undefined {
  const tiff = latin1(block.subarray(0, 6)) === 'Exif\0\0' ? block.subarray(6) : block
  if (tiff.length < 8) return undefined
  const little = latin1(tiff.subarray(0, 2)) === 'II'
  if (!little && latin1(tiff.subarray(0, 2)) !== 'MM') return undefined
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const at = view.getUint32(4, little)
  if (at + 2 > tiff.length) return undefined
  const count = view.getUint16(at, little)
  for (let i = 0, entry = at + 2; i < count && entry + 12 <= tiff.length; i++, entry += 12) {
    if (view.getUint16(entry, little) !== tag || view.getUint16(entry + 2, little) !== short) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

type Stored = { width: number; height: number; orientation?: number | undefined }

/** The size of a stored picture once it is turned upright. */
export const shownSize = ({ width, height, orientation = 1 }: Stored): { width: number; height: number } =>
  orientation > 4 ? { width: height, height: width } : { width, height }
