import { makersOf } from './makers.ts'
import type { GraphNode } from './onnx-graph.ts'

/** The places of nodes, each after those whose values it reads; converters append nodes that earlier ones read. */
export function inOrder(nodes: readonly GraphNode[]): number[] {
  const makers = makersOf(nodes)
  const done = new Set<number>()
  for (const first of nodes.keys()) {
    const open = [first]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const before = nodes[at]!.inputs.map(name => makers.get(name)).filter(
        maker => maker !== undefined && !done.has(maker) && !open.includes(maker),
      ) as number[]
      if (before.length && !done.has(at)) open.push(before[0]!)
      else done.add(open.pop()!)
    }
  }
  return [...done]
}
