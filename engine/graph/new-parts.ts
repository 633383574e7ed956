import { type Field, fields, join, lengthField, type Source, textOf, varintField } from './wire.ts'

/** The maker of a value with the value's name changed. */
export function renamed(source: Source, maker: Field, old: string, name: string): Uint8Array {
  const parts = [...fields(source, maker.at, maker.end)].map(part =>
    part.number === 2 && textOf(source, part) === old
      ? lengthField(2, name)
      : source.read(part.start, part.end - part.start).slice(),
  )
  return lengthField(1, parts)
}

/** NodeProto with one output and no attributes. */
export const node = (name: string, op: string, inputs: readonly string[], output: string): Uint8Array =>
  lengthField(1, [
    ...inputs.map(input => lengthField(1, input)),
    lengthField(2, output),
    lengthField(3, name),
    lengthField(4, op),
  ])

/** The graph's field that lists an input, or an output. */
const ports = { input: 11, output: 12 } as const

/** ValueInfoProto of a tensor of an element type; a dimension that is a name is open. */
export function valueInfo(
  port: keyof typeof ports,
  name: string,
  type: number,
  dims: readonly (number | string)[],
): Uint8Array {
  const shape = dims.map(dim =>
    lengthField(1, [typeof dim === 'number' ? varintField(1, dim) : lengthField(2, `${name}_${dim}`)]),
  )
  const tensor = lengthField(1, [varintField(1, type), lengthField(2, [join(shape)])])
  return lengthField(ports[port], [lengthField(1, name), lengthField(2, [tensor])])
}
