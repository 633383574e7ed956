import type { Pixels } from './encode-png.ts'

/** How opaque each pixel of a context is: one byte each. */
export function coverage(context: OffscreenCanvasRenderingContext2D): Uint8Array {
  const { data } = read(context)
  const out = new Uint8Array(data.length / 4)
  for (let i = 0; i < out.length; i++) out[i] = data[4 * i + 3]!
  return out
}

export const read = (context: OffscreenCanvasRenderingContext2D): ImageData =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height)

/** Red, green and blue over black. */
export function overBlack({ width, height, data }: ImageData): Pixels {
  const out = new Uint8Array(3 * width * height)
  for (let i = 0, p = 0; i < out.length; i += 3, p += 4) {
    const alpha = data[p + 3]!
    for (let c = 0; c < 3; c++) out[i + c] = (data[p + c]! * alpha + 127) / 255
  }
  return { width, height, channels: 3, data: out }
}

/** At each place the brighter of maps of one size. */
export function brighter(maps: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = maps
  if (!others.length) return first!
  const out = first!.slice()
  for (const other of others) for (let i = 0; i < out.length; i++) if (other[i]! > out[i]!) out[i] = other[i]!
  return out
}

/** Averages of squares, so that no side is longer than `longest`. */
export function shrunk({ width, height, channels, data }: Pixels, longest: number): Pixels {
  const by = Math.max(1, Math.ceil(Math.max(width, height) / longest))
  const size = { width: Math.max(1, Math.floor(width / by)), height: Math.max(1, Math.floor(height / by)) }
  const out = new Uint8Array(size.width * size.height * channels)
  const [across, down] = [Math.min(by, width), Math.min(by, height)]
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++)
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (let dy = 0; dy < down; dy++)
          for (let dx = 0; dx < across; dx++)
            sum += data[((y * by + dy) * width + x * by + dx) * channels + c]!
        out[(y * size.width + x) * channels + c] = sum / (across * down)
      }
  return { ...size, channels, data: out }
}
