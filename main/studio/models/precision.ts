import { type Field, fields, fileSource, numbersOf, type Source } from '#engine/graph/wire.ts'
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
/** Field numbers of onnx.proto: a model's graph, a graph's initializers, a tensor's dims and element type. */
const no = { graph: 7, initializer: 5, dims: 1, type: 2 } as const

/** How most of a graph's weights are kept, by their number; null for one without any that is known. Throws where it is no graph. */
function precisionOf(source: Source): Precision | null {
  const counts = new Map<Precision, number>()
  for (const graph of fields(source)) {
    if (graph.number !== no.graph) continue
    for (const tensor of fields(source, graph.at, graph.end)) {
      if (tensor.number !== no.initializer) continue
      const { type, size } = tensorOf(source, tensor)
      const name = types[type]
      if (name) counts.set(name, (counts.get(name) ?? 0) + size)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function tensorOf(source: Source, tensor: Field): { type: number; size: number } {
  let type = 0
  let size = 1
  for (const part of fields(source, tensor.at, tensor.end)) {
    if (part.number === no.type) type = part.value
    if (part.number === no.dims) size = numbersOf(source, part).reduce((product, dim) => product * dim, size)
  }
  return { type, size }
}

/** Skips over the weights themselves. Null for a file that cannot be read. */
export function precisionOfFile(file: string): Precision | null {
  try {
    const source = fileSource(file)
    try {
      return precisionOf(source)
    } finally {
      source.close()
    }
  } catch {
    return null
  }
}
