import { type Chunk, internationalChunk, pngOf, readChunks } from '#shared/png/chunks.ts'

/** How a walk is shown: its speed, and whether it goes round. */
export type Showing = { perSecond: number; loop: boolean }

export const walkKeyword = 'reroll-walk'

/**
 * PNG frames as one animated PNG (Third Edition of the PNG specification, 11.3.6): the deflated rows stay as they are,
 * only their chunks get other names. `frames`: whole PNGs of one size and kind. `how`: told in a text chunk.
 */
export function animatedPng(
  frames: readonly Uint8Array[],
  { perSecond, loop }: Showing,
  how: string,
): Uint8Array {
  const [header] = readChunks(frames[0]!)
  const size = header!.data.subarray(0, 8)
  let sequence = 0
  const chunks: Chunk[] = [
    header!,
    { type: 'acTL', data: words(frames.length, loop ? 0 : 1) },
    internationalChunk(walkKeyword, how),
  ]
  for (const [index, frame] of frames.entries()) {
    chunks.push({ type: 'fcTL', data: frameControl(sequence++, size, perSecond) })
    for (const { type, data } of readChunks(frame)) {
      if (type !== 'IDAT') continue
      chunks.push(index === 0 ? { type, data } : { type: 'fdAT', data: joined(words(sequence++), data) })
    }
  }
  chunks.push({ type: 'IEND', data: new Uint8Array(0) })
  return pngOf(chunks)
}

/** The frame fills the picture, lasts 1 / perSecond, and is left as it is for the next one to replace. */
function frameControl(sequence: number, size: Uint8Array, perSecond: number): Uint8Array {
  const delay = new Uint8Array(6)
  new DataView(delay.buffer).setUint16(0, 1)
  new DataView(delay.buffer).setUint16(2, perSecond)
  return joined(words(sequence), size, words(0, 0), delay)
}

function words(...values: number[]): Uint8Array {
  const out = new Uint8Array(4 * values.length)
  const view = new DataView(out.buffer)
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value)
  return out
}

const joined = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts)
