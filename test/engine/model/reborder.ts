import {
  bytesSource,
  type Field,
  fields,
  join,
  lengthField,
  textOf,
  varintField,
} from '#engine/graph/wire.ts'

/** Element types by ONNX's number. */
const types = { float: 1, int32: 6, int64: 7, half: 10 } as const

/** How a graph's input or output is to look from outside; what is left out stays. */
type Border = { name?: string; type?: keyof typeof types; dims?: readonly (string | number)[] }
export type Borders = {
  inputs?: Record<string, Border>
  outputs?: Record<string, Border>
  without?: readonly string[]
}

const no = { graph: 7, node: 1, input: 11, output: 12, valueInfo: 13 } as const

/**
 * The same graph with another exporter's borders: names, types and shapes of inputs and outputs, converted within. A
 * scalar in the place of a list of one is made one.
 */
export function reborder(
  model: Uint8Array,
  { inputs = {}, outputs = {}, without = [] }: Borders,
): Uint8Array {
  const source = bytesSource(model)
  const raw = ({ start, end }: Field) => model.subarray(start, end)
  const inner = (name: string) => (name in inputs || name in outputs ? `inner.${name}` : name)

  const renamed = (node: Field) =>
    lengthField(
      no.node,
      [...fields(source, node.at, node.end)].map(part =>
        part.number === 1 || part.number === 2
          ? lengthField(part.number, inner(textOf(source, part)))
          : raw(part),
      ),
    )

  const before: Uint8Array[] = []
  const after: Uint8Array[] = []
  const port = (field: Field): Uint8Array => {
    const was = portOf(source, field)
    const isInput = field.number === no.input
    const border = (isInput ? inputs : outputs)[was.name]
    if (!border) return raw(field)
    const now = {
      name: border.name ?? was.name,
      type: border.type ? types[border.type] : was.type,
      dims: border.dims ?? was.dims,
    }
    if (isInput) {
      const cast = `cast.${was.name}`
      before.push(castNode(now.name, cast, was.type), reshapeNode(cast, inner(was.name), was.dims, now.dims))
    } else after.push(castNode(inner(was.name), now.name, now.type))
    return valueField(field.number, now)
  }

  const graphOf = (graph: Field) => {
    const parts = [...fields(source, graph.at, graph.end)]
    const ports = parts
      .filter(({ number }) => number === no.input || number === no.output)
      .filter(part => !without.includes(portOf(source, part).name))
      .map(port)
    const nodes = parts.filter(({ number }) => number === no.node).map(renamed)
    const rest = parts
      .filter(({ number }) => ![no.node, no.input, no.output, no.valueInfo].includes(number as 1))
      .map(raw)
    return lengthField(no.graph, [...before, ...nodes, ...after, ...rest, ...ports])
  }
  return join([...fields(source)].map(part => (part.number === no.graph ? graphOf(part) : raw(part))))
}

type Value = { name: string; type: number; dims: readonly (string | number)[] }

function portOf(source: ReturnType<typeof bytesSource>, field: Field): Value {
  const inside = (outer: Field, number: number) =>
    [...fields(source, outer.at, outer.end)].filter(part => part.number === number)
  const tensor = inside(inside(field, 2)[0]!, 1)[0]!
  const shape = inside(tensor, 2)[0]
  return {
    name: textOf(source, inside(field, 1)[0]!),
    type: inside(tensor, 1)[0]!.value,
    dims: (shape ? inside(shape, 1) : []).map(dim => {
      const [text] = inside(dim, 2)
      return text ? textOf(source, text) : (inside(dim, 1)[0]?.value ?? 0)
    }),
  }
}

const valueField = (number: number, { name, type, dims }: Value) =>
  lengthField(number, [
    lengthField(1, name),
    lengthField(2, [
      lengthField(1, [
        varintField(1, type),
        lengthField(
          2,
          dims.map(dim =>
            lengthField(1, [typeof dim === 'number' ? varintField(1, dim) : lengthField(2, dim)]),
          ),
        ),
      ]),
    ]),
  ])

const castNode = (from: string, to: string, type: number) =>
  lengthField(no.node, [
    lengthField(1, from),
    lengthField(2, to),
    lengthField(4, 'Cast'),
    // attribute `to`, an integer (type 2)
    lengthField(5, [lengthField(1, 'to'), varintField(3, type), varintField(20, 2)]),
  ])

/** To one dimension of one, where a scalar stands for it; else as it is. */
function reshapeNode(from: string, to: string, was: Value['dims'], now: Value['dims']) {
  if (was.length === now.length)
    return lengthField(no.node, [lengthField(1, from), lengthField(2, to), lengthField(4, 'Identity')])
  const shape = `shape.${from}`
  // attribute `value_ints`, integers (type 7)
  const constant = [
    lengthField(2, shape),
    lengthField(4, 'Constant'),
    lengthField(5, [lengthField(1, 'value_ints'), varintField(8, 1), varintField(20, 7)]),
  ]
  return join([
    lengthField(no.node, constant),
    lengthField(no.node, [
      lengthField(1, from),
      lengthField(1, shape),
      lengthField(2, to),
      lengthField(4, 'Reshape'),
    ]),
  ])
}
