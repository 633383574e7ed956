import { StudioError } from '#shared/errors.ts'
import { floatsToHalves, halvesToFloats } from './float16.ts'

/** The element types that diffusers-ONNX graphs use at their borders. */
export type ElementType = 'float32' | 'float16' | 'int32' | 'int64'
export type Tensor = {
  type: ElementType
  data: Float32Array | Uint16Array | Int32Array | BigInt64Array
  dims: number[]
}

export const elements = (dims: readonly number[]): number => dims.reduce((a, b) => a * b, 1)

const encoders = {
  float32: values => (values instanceof Float32Array ? values : Float32Array.from(values)),
  float16: values => floatsToHalves(values),
  int32: values => Int32Array.from(values, Math.round),
  int64: values => BigInt64Array.from(Array.from(values, v => BigInt(Math.round(v)))),
} satisfies Record<ElementType, (values: ArrayLike<number>) => Tensor['data']>

const isElementType = (type: string): type is ElementType => Object.hasOwn(encoders, type)

/** A tensor of the type the graph asks for; integers are rounded. */
export function tensor(type: string, values: ArrayLike<number>, dims: number[]): Tensor {
  if (!isElementType(type))
    throw new StudioError(
      'model-broken',
      `A graph input has type ${type}; expected one of ${Object.keys(encoders).join(', ')}`,
    )
  if (values.length !== elements(dims)) throw new Error(`${values.length} values for dims ${dims}`)
  return { type, data: encoders[type](values), dims }
}

/** The values as float32, whatever the graph gave. */
export function floats({ data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data
  if (data instanceof Uint16Array) return halvesToFloats(data)
  return Float32Array.from(data as Int32Array, Number)
}
