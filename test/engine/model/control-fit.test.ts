import { describe, expect, test } from 'vitest'
import { checkResiduals, fittingPorts } from '#engine/model/control-fit.ts'
import { controlPorts, residualPorts } from '#engine/model/control-ports.ts'
import type { Model } from '#engine/model/open.ts'
import type { Port } from '#engine/runtime.ts'

const port = (name: string, ...dims: (string | number)[]): Port => ({ name, type: 'float32', dims })
const file = 'controlnet/canny/model.onnx'
const names = (ports: readonly Port[]) => ports.map(({ name }) => name)

/** A U-Net's or a net's places, two on the way down of so many channels. */
const places = (down: (n: number) => string, mid: string, channels: (number | string)[] = [8, 16, 16]) => [
  port(down(0), 'b', channels[0]!, 'h', 'w'),
  port(down(1), 'b', channels[1]!, 'h2', 'w2'),
  port(mid, 'b', channels[2]!, 'h2', 'w2'),
]
const taken = places(n => `down_block_additional_residual_${n}`, 'mid_block_additional_residual')
const states = port('encoder_hidden_states', 'b', 77, 768)
const model = {
  folder: { id: 'mine' },
  ports: { encoder_hidden_states: states },
  residuals: residualPorts(taken, 'input'),
} as unknown as Model
const inputs = [
  port('sample', 'b', 4, 'h', 'w'),
  port('timestep', 1),
  states,
  port('controlnet_cond', 'b', 3, 'H', 'W'),
]
const given = (channels?: (number | string)[]) =>
  places(n => `down_block_res_samples_${n}`, 'mid_block_res_sample', channels)

describe('residuals', () => {
  test.each([
    ['down_block_additional_residual_', 'mid_block_additional_residual'],
    ['down_block_additional_residuals.', 'mid_block_additional_residual'],
    ['down_block_', 'mid_block'],
  ])('are found as %sN, in the order of their numbers', (down, mid) => {
    const ports = [10, 2, 0].map(n => port(`${down}${n}`, 'b', 8, 'h', 'w'))
    const found = residualPorts([...ports, port(mid, 'b', 8, 'h', 'w')], 'input')
    expect(names(found!.down)).toEqual([0, 2, 10].map(n => `${down}${n}`))
    expect(found!.mid.name).toBe(mid)
  })

  test('are none without a middle', () => {
    expect(residualPorts(taken.slice(0, 2), 'input')).toBeNull()
  })
})

describe('a ControlNet', () => {
  test('that fits gives its places in order; sizes that a graph leaves open are not held against it', () => {
    expect(names(fittingPorts(model, { inputs, outputs: given() }, file).out.down)).toEqual([
      'down_block_res_samples_0',
      'down_block_res_samples_1',
    ])
    expect(() => fittingPorts(model, { inputs, outputs: given(['c', 'c', 'c']) }, file)).not.toThrow()
  })

  test('may be told its scale or not', () => {
    const scale = port('conditioning_scale')
    expect(controlPorts({ inputs: [...inputs, scale], outputs: given() }, file).scale).toBe(scale)
    expect(controlPorts({ inputs, outputs: given() }, file).scale).toBeUndefined()
  })

  const wider = inputs.map(one => (one === states ? port(states.name, 'b', 77, 1024) : one))
  test.each<[string, Port[], Port[], RegExp]>([
    ['with other words', wider, given(), /words of 1024 numbers, the model's have 768/],
    ['of other widths', inputs, given([8, 32, 16]), /res_samples_1 has 32 channels, .*_1 takes 16/],
    ['with more places', inputs, [...given(), port('down_block_res_samples_2')], /adds to 3 places .* has 2/],
    ['without a map', inputs.slice(0, 3), given(), /is no ControlNet .* expected inputs .*controlnet_cond/],
    ['that wants more', [...inputs, port('flow', 'b', 2)], given(), /is no ControlNet .* found .*flow/],
  ])('%s is refused, with what was expected', (_, ins, outputs, message) => {
    expect(() => fittingPorts(model, { inputs: ins, outputs }, file)).toThrow(message)
    expect(() => fittingPorts(model, { inputs: ins, outputs }, file)).toThrow(file)
  })
})

test('a U-Net without inputs for them is refused, with how to export it', () => {
  expect(() => checkResiduals({ ...model, residuals: null })).toThrow(
    /mine was exported without inputs for ControlNets \(down_block_additional_residual_N/,
  )
})
