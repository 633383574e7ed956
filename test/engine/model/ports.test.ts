import { describe, expect, test } from 'vitest'
import { denoiserPorts, outputPort } from '#engine/model/ports.ts'
import type { Port, Session } from '#engine/runtime.ts'

const port = (name: string, ...dims: (string | number)[]): Port => ({ name, type: 'float32', dims })
const sample = port('sample', 'batch', 4, 'h', 'w')
const timestep = port('timestep', 'steps')
const states = port('encoder_hidden_states', 'batch', 77, 768)
const of = (...inputs: Port[]) => denoiserPorts({ inputs }, 'unet/model.onnx')

describe('the inputs of a denoiser', () => {
  test('are found by diffusers’ names, in any order', () => {
    expect(of(states, timestep, sample)).toEqual({ sample, timestep, encoder_hidden_states: states })
  })

  test('and by those of older exporters', () => {
    const ports = of(port('latents', 2, 4, 64, 64), port('t'), port('context', 2, 77, 768))
    expect([ports.sample?.name, ports.timestep?.name, ports.encoder_hidden_states?.name]).toEqual([
      'latents',
      't',
      'context',
    ])
  })

  test('and by their shapes when the names say nothing', () => {
    const ports = of(port('input.1', 'b', 4, 'h', 'w'), port('onnx::Cast_1'), port('input.2', 'b', 77, 768))
    expect(ports.timestep?.name).toBe('onnx::Cast_1')
    expect(ports.encoder_hidden_states?.name).toBe('input.2')
  })

  test('include what else the model takes', () => {
    const knobs = port('knobs', 'batch', 12)
    expect(of(sample, timestep, states, knobs).knobs).toBe(knobs)
  })

  test.each<[string, Port[], RegExp]>([
    ['one is missing', [sample, states], /has no input for timestep \(it has sample\[batch,4,h,w\]/],
    [
      'two could be it',
      [port('a', 1, 4, 8, 8), port('b', 1, 4, 8, 8), timestep, states],
      /has no input for sample/,
    ],
    ['one is unknown', [sample, timestep, states, port('mask', 1, 1, 8, 8)], /asks for mask\[1,1,8,8\]/],
    ['the latent is flat', [port('sample', 1, 4), timestep, states], /sample has 2 dimensions; expected 4/],
  ])('cannot be told when %s', (_, inputs, message) => {
    expect(() => of(...inputs)).toThrow(message)
    expect(() => of(...inputs)).toThrow('unet/model.onnx')
  })
})

describe('an output', () => {
  const session = (...outputs: Port[]) => ({ outputs }) as unknown as Session
  test('is the one of that name, else the first of that rank', () => {
    const named = port('out_sample', 1, 4, 8, 8)
    const other = port('mid', 1, 16, 4, 4)
    expect(outputPort(session(other, named), ['out_sample'], 4, 'f')).toBe(named)
    expect(outputPort(session(port('flat', 1), other), ['out_sample'], 4, 'f')).toBe(other)
    expect(outputPort(session(port('out_sample', 1), other), ['out_sample'], 4, 'f')).toBe(other)
  })
  test('of the wanted rank must be there', () => {
    expect(() => outputPort(session(port('out_sample', 1, 3)), ['out_sample'], 4, 'unet.onnx')).toThrow(
      'unet.onnx has no output of 4 dimensions (it has out_sample[1,3])',
    )
  })
})
