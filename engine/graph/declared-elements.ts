import { type Field, fields, type Source } from './wire.ts'

/** Of a ValueInfoProto: TypeProto.tensor_type.shape.dim.dim_value. */
const path = [2, 1, 2, 1, 1] as const

/** The numbers that a declared value has, free dimensions counted as 1. */
export function declaredElements(source: Source, field: Field): number {
  let product = 1
  const walk = (at: Field, depth: number) => {
    for (const part of fields(source, at.at, at.end)) {
      if (part.number !== path[depth]) continue
      if (depth === path.length - 1) product *= Math.max(1, part.value)
      else if (part.wire === 2) walk(part, depth + 1)
    }
  }
  walk(field, 0)
  return product
}
