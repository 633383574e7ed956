import { checkGraph } from './check-graph.ts'
import { findOpenAttentions, type OpenAttention } from './find-open-attentions.ts'
import { makersOf } from './makers.ts'
import { type OnnxGraph, readGraph } from './onnx-graph.ts'
import { type Piece, withBody } from './pieces.ts'
import { bytesSource, fileSource, join, lengthField, type Source, varintField } from './wire.ts'

/** An edited graph is held in memory while it is opened; one that is larger with its weights in it is left as it is. */
const most = 256 << 20

/**
 * The graph with every open attention as one operator of ONNX Runtime's, MultiHeadAttention, which never holds all scores at
 * once (flash attention, Dao et al. 2022, arXiv:2205.14135): its bytes, or null where there is nothing to fuse, or where the
 * file is too large to be held. Only rounding differs. `bytes` stand for the file.
 */
export function fuseAttention(file: string, bytes: Uint8Array | null): Uint8Array | null {
  const source = bytes ? { ...bytesSource(bytes), close: () => {} } : fileSource(file)
  try {
    if (source.size > most) return null
    // No graph is read into memory before it was walked through.
    checkGraph(file, bytes)
    const graph = readGraph(source)
    const found = findOpenAttentions(source, graph)
    return found.length ? fused(source, graph, found) : null
  } finally {
    source.close()
  }
}

function fused(source: Source, graph: OnnxGraph, found: readonly OpenAttention[]): Uint8Array {
  const by = new Map(found.map(one => [one.last, one]))
  const kept = needed(graph, by)
  const body: Piece[] = []
  let at = graph.field.at
  for (const [place, { field }] of graph.nodes.entries()) {
    const attention = by.get(place)
    if (kept.has(place) && !attention) continue
    body.push({ from: at, to: field.start })
    if (attention && kept.has(place)) body.push(attentionNode(attention))
    at = field.end
  }
  body.push({ from: at, to: graph.field.end })
  const read = ({ from, to }: { from: number; to: number }) => source.read(from, to - from).slice()
  return join([
    ...withBody(source, graph, body).map(piece => (piece instanceof Uint8Array ? piece : read(piece))),
    // OperatorSetIdProto; a second one of the same domain and version does no harm.
    lengthField(8, [lengthField(1, domain), varintField(2, 1)]),
  ])
}

const domain = 'com.microsoft'

/** Nodes on a way to an output, by their place; sub-graphs may read what nobody else does, so that graphs with any keep all. */
function needed({ nodes, outputs }: OnnxGraph, by: ReadonlyMap<number, OpenAttention>): Set<number> {
  if (nodes.some(({ op }) => op === 'If' || op === 'Loop' || op === 'Scan')) return new Set(nodes.keys())
  // Converters append nodes that earlier ones read.
  const makers = makersOf(nodes)
  const kept = new Set<number>()
  const open = [...outputs]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const at = makers.get(name)
    if (at === undefined || kept.has(at)) continue
    kept.add(at)
    const attention = by.get(at)
    open.push(...(attention ? [attention.query, attention.key, attention.value] : nodes[at]!.inputs))
  }
  return kept
}

function attentionNode({ query, key, value, heads, scale, result }: OpenAttention): Uint8Array {
  const heading = (name: string, kind: number) => [lengthField(1, name), varintField(20, kind)]
  const number = new Uint8Array(Float32Array.of(scale ?? 0).buffer)
  return lengthField(1, [
    ...[query, key, value].map(name => lengthField(1, name)),
    lengthField(2, result),
    lengthField(3, `${result}/fused`),
    lengthField(4, 'MultiHeadAttention'),
    lengthField(5, [...heading('num_heads', 2), varintField(3, heads)]),
    ...(scale === null
      ? []
      : [lengthField(5, [...heading('scale', 1), join([Uint8Array.of(2 * 8 + 5), number])])]),
    lengthField(7, domain),
  ])
}
