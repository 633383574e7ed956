import { latin1, utf8 } from '../pictures/decode-text.ts'
import type { Inflate } from '../png/chunks.ts'
import { textOf } from './fields.ts'
import type { Texts } from './foreign.ts'
import { readRecord } from './json.ts'

export type Pixels = { width: number; height: number; rgba: Uint8Array }

/** Of what is hidden, packed. */
export const stealthLimit = 1 << 20
const [plain, compressed] = ['stealth_pnginfo', 'stealth_pngcomp']

/**
 * Texts in the lowest bits of the opacity, column by column: the mark, the length in bits, the data (NovelAI's
 * novelai-image-metadata, and extensions of A1111). NovelAI hides its chunks as JSON, A1111's its own text.
 * Null where there is nothing of the kind.
 */
export function readStealth({ width, height, rgba }: Pixels, gunzip: Inflate): Texts | null {
  const pixels = Math.min(width * height, rgba.length >> 2)
  const bytesAt = (from: number, count: number): Uint8Array | null => {
    if (count > stealthLimit || (from + count) * 8 > pixels) return null
    const bytes = new Uint8Array(count)
    for (let k = 0; k < count * 8; k++) {
      const cell = from * 8 + k
      const [x, y] = [Math.floor(cell / height), cell % height]
      bytes[k >> 3]! |= (rgba[(y * width + x) * 4 + 3]! & 1) << (7 - (k & 7))
    }
    return bytes
  }
  const mark = latin1(bytesAt(0, plain.length) ?? new Uint8Array())
  const length = bytesAt(plain.length, 4)
  if ((mark !== plain && mark !== compressed) || !length) return null
  const bits = new DataView(length.buffer).getUint32(0)
  const packed = bytesAt(plain.length + 4, bits >>> 3)
  const text = packed && utf8(mark === compressed ? unpacked(packed, gunzip) : packed)
  return text ? textsOf(text) : null
}

function unpacked(packed: Uint8Array, gunzip: Inflate): Uint8Array {
  try {
    return gunzip(packed)
  } catch {
    return new Uint8Array()
  }
}

function textsOf(text: string): Texts {
  const record = readRecord(text)
  if (!record) return new Map([['parameters', text]])
  return new Map(Object.entries(record).map(([key, value]) => [key, textOf(value) ?? '']))
}
