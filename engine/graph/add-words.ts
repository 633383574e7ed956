import type { TextGraph } from './find-text.ts'
import { node, renamed, valueInfo } from './new-parts.ts'
import type { GraphNode, OnnxGraph } from './onnx-graph.ts'
import { type Piece, withBody } from './pieces.ts'
import { fields, lengthField, type Source, textOf } from './wire.ts'

/** What the edited graph has more: vectors in the place of words, and earlier layers behind the final norm. */
export const wordPorts = {
  /** [batch, tokens, 1]: 1 keeps a token's own vector, 0 takes it away. */
  keep: 'reroll_keep',
  /** [batch, tokens, width]: added to what is kept. */
  vectors: 'reroll_vectors',
  /** The hidden states without the last layers, n from 2. */
  skip: (n: number) => `reroll_skip_${n}`,
} as const

/** The most layers that are given. */
const most = 12

/**
 * The file with inputs for vectors in the place of words, as far as the table was found, and with outputs that read
 * earlier layers through the final norm, as far as layers were found. Nothing else is touched.
 */
export function addWords(source: Source, graph: OnnxGraph, found: TextGraph, type: number): Piece[] {
  const { words, layers, norm } = found
  const body: Piece[] = []
  let at = graph.field.at
  if (words) {
    const maker = graph.nodes[words.node]!.field
    const [own, kept] = [`${words.value}/own`, `${words.value}/kept`]
    body.push(
      { from: at, to: maker.start },
      renamed(source, maker, words.value, own),
      node('reroll/keep', 'Mul', [own, wordPorts.keep], kept),
      node('reroll/vectors', 'Add', [kept, wordPorts.vectors], words.value),
    )
    at = maker.end
  }
  body.push({ from: at, to: graph.field.end })
  if (words)
    body.push(
      valueInfo('input', wordPorts.keep, words.type, ['batch', 'tokens', 1]),
      valueInfo('input', wordPorts.vectors, words.type, ['batch', 'tokens', words.width]),
    )
  for (const [i, layer] of layers.slice(1, most).entries()) {
    const name = wordPorts.skip(i + 2)
    for (const part of norm) body.push(copied(source, part, layers[0]!, layer, norm, name))
    body.push(valueInfo('output', name, type, ['batch', 'tokens', 'width']))
  }
  return withBody(source, graph, body)
}

/** A node of the final norm once more, reading another layer; its last value is called `name`. */
function copied(
  source: Source,
  part: GraphNode,
  from: string,
  layer: string,
  norm: readonly GraphNode[],
  name: string,
): Uint8Array {
  const last = norm.at(-1)!.outputs[0]!
  const own = new Set(norm.flatMap(({ outputs }) => outputs))
  const called = (value: string) =>
    value === from ? layer : value === last ? name : own.has(value) ? `${name}/${value}` : value
  const parts = [...fields(source, part.field.at, part.field.end)].map(field => {
    if (field.number === 1 || field.number === 2)
      return lengthField(field.number, called(textOf(source, field)))
    if (field.number === 3) return lengthField(3, `${name}/${textOf(source, field)}`)
    return source.read(field.start, field.end - field.start).slice()
  })
  return lengthField(1, parts)
}
