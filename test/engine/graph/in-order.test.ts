import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inOrder } from '#engine/graph/in-order.ts'
import { type OnnxGraph, readGraph } from '#engine/graph/onnx-graph.ts'
import { fileSource } from '#engine/graph/wire.ts'
import { layersOf } from '#engine/layers/layers.ts'
import { fixture } from '../pipeline/draw.ts'

const source = fileSource(join(fixture('tiny-sd-fp16'), 'vae_decoder', 'model.onnx'))
const graph = readGraph(source)
const backwards: OnnxGraph = { ...graph, nodes: [...graph.nodes].reverse() }

test('each node comes after those whose values it reads, whatever order they were written in', () => {
  for (const { nodes } of [graph, backwards]) {
    const order = inOrder(nodes)
    expect([...order].sort((a, b) => a - b)).toEqual([...nodes.keys()])
    const makers = new Map(nodes.flatMap(({ outputs }, at) => outputs.map(name => [name, at] as const)))
    const place = new Map(order.map((at, i) => [at, i]))
    for (const [at, { inputs }] of nodes.entries())
      for (const name of inputs) {
        const maker = makers.get(name)
        if (maker !== undefined) expect(place.get(maker)!).toBeLessThan(place.get(at)!)
      }
  }
})

test('a decoder is cut into the same layers whatever order its nodes were written in', () => {
  const cut = (of: OnnxGraph) =>
    layersOf(source, of, graph.inputs[0]!, graph.outputs[0]!).map(({ reads, gives, local, reach, load }) => ({
      reads: reads.map(({ name }) => name).sort(),
      gives: gives.map(({ name }) => name).sort(),
      ...{ local, reach, load },
    }))
  expect(cut(graph).length).toBeGreaterThan(20)
  expect(cut(backwards)).toEqual(cut(graph))
})
