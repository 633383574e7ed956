import { type Chunk, pngOf } from '#shared/png/chunks.ts'

/** Bytes of pixels, row after row, without gaps. */
export type Pixels = {
  width: number
  height: number
  channels: 1 | 3 | 4
  data: Uint8Array | Uint8ClampedArray
  /** Where these pixels are seen, if anywhere: the browser's own encoder takes a third of the time. */
  canvas?: OffscreenCanvas
}

/** Of IHDR (ISO/IEC 15948, 11.2.2). */
const colourTypes = { 1: 0, 3: 2, 4: 6 } as const
/** What a pixel's bytes are told as (ISO/IEC 15948, 9.2): as they are, or as differences to those on their left. */
const filters = { none: 0, sub: 1 } as const

/** A PNG of 8 bits a channel. The same pixels give the same bytes in the same browser. */
export async function encodePng(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, channels, data, canvas } = pixels
  if (canvas) return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 8
  header[9] = colourTypes[channels]
  const chunks: Chunk[] = [
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: await deflated(rows({ width, height, channels, data })) },
    { type: 'IEND', data: new Uint8Array() },
  ]
  return pngOf(chunks)
}

function rows({ width, height, channels, data }: Pixels): Uint8Array<ArrayBuffer> {
  const stride = width * channels
  const out = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * stride, y * (stride + 1)]
    out[to] = channels === 1 ? filters.none : filters.sub
    out.set(data.subarray(from, from + stride), to + 1)
    if (channels > 1)
      for (let i = stride - 1; i >= channels; i--)
        out[to + 1 + i] = data[from + i]! - data[from + i - channels]!
  }
  return out
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
