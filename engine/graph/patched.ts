import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join as path } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StudioError } from '#shared/errors.ts'
import { cacheFolder } from '../files/cache-folder.ts'
import { hashFile } from '../files/hash-file.ts'
import { addHidden } from './add-hidden.ts'
import { findMiddle, type Middle } from './find-middle.ts'
import { type OnnxGraph, readGraph } from './onnx-graph.ts'
import { type Piece, pieceLength } from './pieces.ts'
import { fileSource, join, type Source } from './wire.ts'

/** A graph with `h` and `dh`, in memory, or in a file of its own where it is large. */
export type Patched = { middle: Middle; bytes: Uint8Array | null; file: string }

/** Graphs up to this size are held in memory while they are opened. */
const memoryLimit = 512 << 20

/**
 * Adds `h` and `dh` to a U-Net's graph; the user's own file is only read. A large graph is written once into the cache
 * folder, under the hash of what it was made from.
 * Errors: `model-broken` when the file is no graph, or one whose middle cannot be found.
 */
export async function patchUnet(file: string, sample: string): Promise<Patched> {
  const source = fileSource(file)
  try {
    const graph = readGraph(source)
    const middle = findMiddle(graph, sample)
    if (!middle)
      throw new StudioError(
        'model-broken',
        `${file}: no middle was found between a way down and a way up; knobs in the middle of the U-Net need one, those of the predicted picture do not`,
      )
    return {
      middle,
      ...(await made({ file, source, graph, pieces: addHidden(source, graph, middle), what: '' })),
    }
  } catch (error) {
    if (error instanceof StudioError) throw error
    throw new StudioError(
      'model-broken',
      `${file}: its graph cannot be given knobs in the middle (${(error as Error).message}); knobs of the predicted picture work`,
      { cause: error },
    )
  } finally {
    source.close()
  }
}

type Edited = { file: string; source: Source; graph: OnnxGraph; pieces: readonly Piece[]; what: string }

/** An edited graph as it can be opened: in memory where it is small, else as a file of its own. `what` tells edits apart. */
export async function made({ file, source, graph, pieces, what }: Edited): Promise<Omit<Patched, 'middle'>> {
  const size = pieces.reduce((sum, piece) => sum + pieceLength(piece), 0)
  if (size <= memoryLimit) {
    const bytes = join(
      pieces.map(piece =>
        piece instanceof Uint8Array ? piece : source.read(piece.from, piece.to - piece.from).slice(),
      ),
    )
    return { bytes, file }
  }
  if ([...graph.weights.values()].some(({ external }) => external))
    throw new Error('its weights lie both within it and beside it')
  return { bytes: null, file: await cached(file, pieces, size, what) }
}

async function cached(file: string, pieces: readonly Piece[], size: number, what: string): Promise<string> {
  const made = path(cacheFolder(), 'graphs', `${await hashFile(file)}${what}.onnx`)
  if ((await stat(made).catch(() => null))?.size === size) return made
  const temporary = `${made}.${process.pid}.tmp`
  await mkdir(dirname(made), { recursive: true })
  try {
    await pipeline(async function* () {
      for (const piece of pieces)
        if (piece instanceof Uint8Array) yield piece
        else if (piece.to > piece.from)
          yield* createReadStream(file, { start: piece.from, end: piece.to - 1 })
    }, createWriteStream(temporary))
    await rename(temporary, made)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return made
}
