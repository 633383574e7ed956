import { createHash } from 'node:crypto'
import { encode } from 'fast-png'
import type { Assets } from '#shared/conditions.ts'

type Painter = (x: number, y: number, c: number) => number

/** A PNG of so many channels, each sample by its place. */
export const png = (width: number, height: number, channels: 1 | 2 | 3 | 4, paint: Painter): Uint8Array => {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) =>
    paint(Math.floor(i / channels) % width, Math.floor(i / channels / width), i % channels),
  )
  return encode({ width, height, channels, depth: 8, data })
}

export const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const filesOf = (...files: Uint8Array[]): Assets =>
  Object.fromEntries(files.map(bytes => [idOf(bytes), bytes]))

/** As make_start_golden.py paints it. */
export const painted: Painter = (x, y, c) => (x * x + 3 * y * (c + 1) + 40 * c) % 256
