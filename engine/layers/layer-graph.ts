import { type Border, cutGraph } from '../graph/cut-graph.ts'
import { node } from '../graph/new-parts.ts'
import type { OnnxGraph } from '../graph/onnx-graph.ts'
import { lengthField, type Source, varintField } from '../graph/wire.ts'
import type { Layer } from './layers.ts'

/** The inputs by which a layer is told what its normalisations measured, each [1, C, 1, 1]. */
export const measureNames = (at: number) => ({ mean: `reroll_mean_${at}`, rate: `reroll_rate_${at}` })

const byChannel = 'reroll_by_channel'

/** A layer as a graph that can be opened: its normalisations are a difference and a product. */
export function layerGraph(source: Source, graph: OnnxGraph, layer: Layer): Uint8Array {
  const { norms, nodes, reads, gives } = layer
  const planes = new Map(reads.map(value => [value.name, value]))
  const measures = norms.flatMap(({ x }, at): Border[] => {
    const { mean, rate } = measureNames(at)
    const { type } = planes.get(x)!
    return [mean, rate].map(name => ({ name, type, rank: 4 }))
  })
  const scaled = norms.flatMap(({ x, value, affine }, at) => {
    const { mean, rate } = measureNames(at)
    const name = (step: string) => `reroll_norm_${at}_${step}`
    const base = [node(name('less'), 'Sub', [x, mean], name('centred'))]
    if (!affine) return [...base, node(name('times'), 'Mul', [name('centred'), rate], value)]
    return [
      ...base,
      node(name('times'), 'Mul', [name('centred'), rate], name('even')),
      node(name('scale'), 'Reshape', [affine.scale, byChannel], name('scale_by_channel')),
      node(name('shift'), 'Reshape', [affine.shift, byChannel], name('shift_by_channel')),
      node(name('scaled'), 'Mul', [name('even'), name('scale_by_channel')], name('wide')),
      node(name('shifted'), 'Add', [name('wide'), name('shift_by_channel')], value),
    ]
  })
  const affine = norms.flatMap(norm => (norm.affine ? [norm.affine.scale, norm.affine.shift] : []))
  const border = ({ name, type, plane }: Layer['reads'][number]) => ({ name, type, rank: plane ? 4 : null })
  return cutGraph(source, graph, {
    nodes,
    before: affine.length ? [shapeNode(), ...scaled] : scaled,
    weights: affine,
    inputs: [...reads.map(border), ...measures],
    outputs: gives.map(border),
  })
}

/** A Constant [1, -1, 1, 1]. */
function shapeNode(): Uint8Array {
  const minusOne = [255, 255, 255, 255, 255, 255, 255, 255]
  const one = [1, 0, 0, 0, 0, 0, 0, 0]
  const raw = Uint8Array.from([9 * 8 + 2, 32, ...one, ...minusOne, ...one, ...one])
  const tensor = lengthField(5, [varintField(1, 4), varintField(2, 7), raw])
  const value = lengthField(5, [lengthField(1, 'value'), tensor, varintField(20, 4)])
  return lengthField(1, [
    lengthField(2, byChannel),
    lengthField(3, byChannel),
    lengthField(4, 'Constant'),
    value,
  ])
}
