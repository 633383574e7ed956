import type { Middle } from './find-middle.ts'
import { node, renamed, valueInfo } from './new-parts.ts'
import type { OnnxGraph } from './onnx-graph.ts'
import { type Piece, withBody } from './pieces.ts'
import type { Source } from './wire.ts'

/**
 * The file with an output `h`, what the U-Net's middle holds, and an input `dh`, added to it. The value is renamed where
 * it is made and the sum takes its name, so that whoever reads it, in sub-graphs too, reads the sum; nodes stay in order.
 * Nothing else is touched. Throws when a name is taken.
 */
export function addHidden(source: Source, graph: OnnxGraph, middle: Middle): Piece[] {
  const taken = new Set([...graph.inputs, ...graph.outputs, ...graph.nodes.flatMap(({ outputs }) => outputs)])
  const before = `${middle.value}/before_dh`
  for (const name of ['h', 'dh', before]) if (taken.has(name)) throw new Error(`the name ${name} is taken`)
  const maker = graph.nodes[middle.node]!.field
  // `dh` may also be one number for all: it is then spread over the middle.
  const dims = (channels: number | string) => ['batch', channels, 'height', 'width']
  return withBody(source, graph, [
    { from: graph.field.at, to: maker.start },
    renamed(source, maker, middle.value, before),
    node('reroll/h', 'Identity', [before], 'h'),
    node('reroll/dh', 'Add', [before, 'dh'], middle.value),
    { from: maker.end, to: graph.field.end },
    valueInfo('input', 'dh', middle.type, dims('channels')),
    valueInfo('output', 'h', middle.type, dims(middle.channels ?? 'channels')),
  ])
}
