import { type FileHandle, open } from 'node:fs/promises'
import { checkSize } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import { isPng } from '#shared/png/chunks.ts'
import { pictureLimits } from './limits.ts'

export type PngHead = {
  width: number
  height: number
  /** A PNG of nothing but the signature and the text chunks, for `readTexts`. */
  texts: Uint8Array
  warnings: string[]
}

const block = 64 << 10
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf'])
const chunksAtMost = 100_000

/**
 * Walks the chunks of a PNG file without unpacking or even reading its pixels.
 * Errors: `invalid-input` when it is empty, no PNG, cut short or larger than `pictureLimits`.
 */
export async function readPngHead(file: string, name: string): Promise<PngHead> {
  const handle = await open(file, 'r')
  try {
    return await walk(handle, name)
  } finally {
    await handle.close()
  }
}

async function walk(handle: FileHandle, name: string): Promise<PngHead> {
  const { size } = await handle.stat()
  const refuse = (why: string) => new StudioError('invalid-input', `${name} ${why}`)
  if (size === 0) throw refuse('is empty (0 bytes)')
  const at = reader(handle, size)
  const head = await at(0, Math.min(33, size))
  if (!isPng(head)) throw refuse('is no PNG picture, whatever its name says')
  if (head.length < 33) throw refuse('is cut short')
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  checkSize(width, height, size, refuse)

  const warnings: string[] = []
  const kept: Uint8Array[] = [head.slice(0, 8)]
  let ended = false
  for (let offset = 8, n = 0; offset + 12 <= size && n < chunksAtMost; n++) {
    const chunk = await at(offset, 8)
    const length = new DataView(chunk.buffer, chunk.byteOffset).getUint32(0)
    const type = String.fromCharCode(...chunk.subarray(4, 8))
    if (offset + 12 + length > size) break
    if (textTypes.has(type)) {
      if (length <= pictureLimits.textBytes) kept.push((await at(offset, 12 + length)).slice())
      else
        warnings.push(
          `${name} holds ${(length / 2 ** 20).toFixed(1)} MiB of text in one piece; more than ${pictureLimits.textBytes >> 20} MiB is not read`,
        )
    }
    offset += 12 + length
    if (type === 'IEND') {
      ended = true
      break
    }
  }
  if (!ended) throw refuse('is cut short; copy it again')
  return { width, height, texts: Buffer.concat(kept), warnings }
}

/** Reads whole blocks, so that the many small chunks at the beginning cost one read. */
function reader(handle: FileHandle, size: number) {
  let buffer = Buffer.alloc(0)
  let start = 0
  return async (offset: number, length: number): Promise<Uint8Array> => {
    if (offset < start || offset + length > start + buffer.length) {
      const wanted = Buffer.allocUnsafe(Math.min(size - offset, Math.max(block, length)))
      const { bytesRead } = await handle.read(wanted, 0, wanted.length, offset)
      buffer = wanted.subarray(0, bytesRead)
      start = offset
    }
    return buffer.subarray(offset - start, offset - start + length)
  }
}
