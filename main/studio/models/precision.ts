import type { OnnxGraph } from '#engine/graph/onnx-graph.ts'
import { readGraph } from '#engine/graph/onnx-graph.ts'
import { fileSource } from '#engine/graph/wire.ts'
import type { Precision } from '#shared/studio/hub.ts'

/** Element types of onnx.proto's `TensorProto.DataType` that weights come in. */
const types: Record<number, Precision> = {
  1: 'fp32',
  10: 'fp16',
  16: 'bf16',
  2: 'int8',
  3: 'int8',
  21: 'int4',
  22: 'int4',
}

/** How most of a graph's weights are kept, by their number; null for one without any that is known. */
export function precisionOf({ weights }: Pick<OnnxGraph, 'weights'>): Precision | null {
  const counts = new Map<Precision, number>()
  for (const { dims, type } of weights.values()) {
    const name = types[type]
    if (name) counts.set(name, (counts.get(name) ?? 0) + dims.reduce((product, dim) => product * dim, 1))
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** Reads names and shapes, not the weights themselves. Null for a file that cannot be read. */
export function precisionOfFile(file: string): Precision | null {
  try {
    const source = fileSource(file)
    try {
      return precisionOf(readGraph(source))
    } finally {
      source.close()
    }
  } catch {
    return null
  }
}
