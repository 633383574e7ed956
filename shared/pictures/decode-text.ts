const piece = 8192

const fromCodes = (codes: Uint8Array | Uint16Array): string => {
  let text = ''
  for (let i = 0; i < codes.length; i += piece)
    text += String.fromCharCode(...codes.subarray(i, Math.min(i + piece, codes.length)))
  return text
}

export const latin1 = (bytes: Uint8Array): string => fromCodes(bytes)

/** Undefined where the bytes are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export const utf8OrLatin1 = (bytes: Uint8Array): string => utf8(bytes) ?? latin1(bytes)

/** Text that was written as UTF-8 and read as Latin-1, as sd.cpp and Stability Matrix write tEXt; any other as it is. */
export function mended(text: string): string {
  const codes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 255) return text
    codes[i] = code
  }
  return utf8(codes) ?? text
}

export type ByteOrder = 'big' | 'little'

export function utf16(bytes: Uint8Array, order: ByteOrder): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const codes = new Uint16Array(bytes.length >> 1)
  for (let i = 0; i < codes.length; i++) codes[i] = view.getUint16(2 * i, order === 'little')
  return fromCodes(codes)
}

/** Which half of the pairs is zero tells, for text that is mostly ASCII; undefined where neither is. */
export function orderOfUtf16(bytes: Uint8Array): ByteOrder | undefined {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little'
  let [even, odd] = [0, 0]
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  return even === odd ? undefined : even > odd ? 'big' : 'little'
}
