import type { OnnxGraph } from './onnx-graph.ts'
import { type Source, varintBytes } from './wire.ts'

/** A file as it is to be: spans of the old one and new bytes, one after another. */
export type Piece = { from: number; to: number } | Uint8Array

export const pieceLength = (piece: Piece): number =>
  piece instanceof Uint8Array ? piece.length : piece.to - piece.from

/** The file with another body in its graph, whose length is written anew; what lies before and behind it stays. */
export const withBody = (source: Source, graph: OnnxGraph, body: readonly Piece[]): Piece[] => [
  { from: 0, to: graph.field.start },
  Uint8Array.from([
    ...varintBytes(7 * 8 + 2),
    ...varintBytes(body.reduce((sum, piece) => sum + pieceLength(piece), 0)),
  ]),
  ...body,
  { from: graph.field.end, to: source.size },
]
