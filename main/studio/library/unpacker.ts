import { helperFile } from '../helper-file.ts'
import { oneThread } from '../one-thread.ts'
import { thumbnailSide } from './limits.ts'
import { type Unpacked, unpackFile, type Wanted } from './pixels.ts'

export type Unpacker = {
  /** The true id of a picture, and its thumbnail. Errors: `invalid-input` for what cannot be unpacked. */
  unpack(file: string): Promise<Unpacked>
  close(): Promise<void>
}

/** Unpacks beside the main thread: a large picture takes longer than a frame of the window may. */
export function unpacker(
  entry: string | null = helperFile('pixels', './pixel-worker.ts', import.meta.url),
): Unpacker {
  const thread = oneThread<Wanted, Unpacked>(entry, unpackFile)
  return { unpack: file => thread.ask({ file, side: thumbnailSide }), close: thread.close }
}
