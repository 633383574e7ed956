/** SOS and EOI (ISO/IEC 10918-1, table B.1). */
const [startOfScan, endOfImage] = [0xda, 0xd9]

/**
 * Whether a JPEG goes on to its end: decoders paint what is missing grey and say nothing. What stands behind the end
 * (a phone's film, a second picture) is no part of it.
 */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1]!
    if (marker === endOfImage) return true
    if (marker === 0xff) at++
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else {
      if (at + 4 > bytes.length) return false
      at += 2 + view.getUint16(at + 2)
      if (marker === startOfScan) at = nextMarker(bytes, at)
    }
  }
  return false
}

/** Within a scan 0xff stands before 0 for itself, and before restart markers (ISO/IEC 10918-1, B.1.1.5). */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1]
    if (next === 0xff) at--
    else if (next !== undefined && next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}
