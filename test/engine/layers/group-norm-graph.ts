import { join, lengthField, varintBytes, varintField } from '#engine/graph/wire.ts'

const channels = 8
const groups = 4

const floatBytes = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer)
const bytesField = (number: number, bytes: Uint8Array) =>
  join([Uint8Array.from([...varintBytes(number * 8 + 2), ...varintBytes(bytes.length)]), bytes])
const weights = (name: string, dims: readonly number[], at: (i: number) => number) =>
  lengthField(5, [
    ...dims.map(dim => varintField(1, dim)),
    varintField(2, 1),
    lengthField(8, name),
    bytesField(9, floatBytes(Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => at(i)))),
  ])
const attribute = (name: string, value: readonly Uint8Array[]) =>
  lengthField(5, [lengthField(1, name), ...value])
const whole = (name: string, value: number) => attribute(name, [varintField(3, value), varintField(20, 2)])
const node = (op: string, inputs: readonly string[], output: string, attributes: readonly Uint8Array[]) =>
  lengthField(1, [
    ...inputs.map(input => lengthField(1, input)),
    lengthField(2, output),
    lengthField(3, output),
    lengthField(4, op),
    ...attributes,
  ])
const plane = (number: number, name: string, depth: number) =>
  lengthField(number, [
    lengthField(1, name),
    lengthField(2, [
      lengthField(1, [
        varintField(1, 1),
        lengthField(2, [
          lengthField(1, [varintField(1, 1)]),
          lengthField(1, [varintField(1, depth)]),
          lengthField(1, [lengthField(2, 'height')]),
          lengthField(1, [lengthField(2, 'width')]),
        ]),
      ]),
    ]),
  ])
const same = [attribute('pads', [1, 1, 1, 1].map(pad => varintField(8, pad)).concat(varintField(20, 7)))]
const epsilon = attribute('epsilon', [
  join([Uint8Array.from([2 * 8 + 5]), floatBytes([1e-6])]),
  varintField(20, 1),
])

/** Conv, GroupNormalization as ONNX has it (scale by group to opset 20, by channel since), Conv. */
export const groupNormGraph = (by: 'channel' | 'group'): Uint8Array => {
  const wave = (i: number) => Math.sin(i * 12.9898)
  const scales = by === 'channel' ? channels : groups
  return join([
    varintField(1, 8),
    lengthField(8, [lengthField(1, ''), varintField(2, by === 'channel' ? 21 : 18)]),
    lengthField(7, [
      node('Conv', ['latent', 'first'], 'x', same),
      node('GroupNormalization', ['x', 'scale', 'shift'], 'y', [whole('num_groups', groups), epsilon]),
      node('Conv', ['y', 'last'], 'sample', same),
      lengthField(2, 'group-norm'),
      weights('first', [channels, 4, 3, 3], wave),
      weights('scale', [scales], i => 1 + wave(i + 3) / 2),
      weights('shift', [scales], i => wave(i + 9)),
      weights('last', [3, channels, 3, 3], i => wave(i + 5) / 4),
      plane(11, 'latent', 4),
      plane(12, 'sample', 3),
    ]),
  ])
}
