import type { GraphNode } from './onnx-graph.ts'

/** Of each value the place of the node that makes it. */
export const makersOf = (nodes: readonly GraphNode[]): Map<string, number> =>
  new Map(nodes.flatMap(({ outputs }, at) => outputs.map(name => [name, at] as const)))
