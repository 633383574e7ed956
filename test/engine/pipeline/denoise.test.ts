import { describe, expect, test } from 'vitest'
import { halvesToFloats } from '#engine/float16.ts'
import { type Condition, guidedDenoiser } from '#engine/pipeline/denoise.ts'
import { floats, tensor } from '#engine/tensor.ts'
import { fakeModel, fakeSession, port } from './fake-model.ts'

const dims = [1, 2, 2] as const
const out = port('out_sample', 'float32', 'batch', 1, 'h', 'w')
const states = port('encoder_hidden_states', 'float32', 'batch', 1, 1)
const words = (value: number): Condition => ({
  encoder_hidden_states: { data: Float32Array.of(value), dims: [1, 1] },
})

type Setup = {
  sample?: ReturnType<typeof port>
  timestep?: ReturnType<typeof port>
  outType?: 'float32' | 'float16'
  conditions?: number[]
  unconditions?: number[] | null
  guidance?: number
  config?: object
  signal?: AbortSignal
}

/** A denoiser whose prediction is, everywhere, the number in its words. */
function setup({
  sample = port('sample', 'float32', 'batch', 1, 'h', 'w'),
  timestep = port('timestep', 'float32', 'steps'),
  outType = 'float32',
  conditions = [2],
  unconditions = [1],
  guidance = 3,
  config,
  signal = new AbortController().signal,
}: Setup) {
  const unet = fakeSession([sample, timestep, states], [{ ...out, type: outType }], feeds => {
    const said = floats(feeds.encoder_hidden_states!)
    const batch = feeds.sample!.dims[0]!
    const values = Float32Array.from({ length: batch * 4 }, (_, i) => said[Math.floor(i / 4)]!)
    return { out_sample: tensor(outType, values, [batch, ...dims]) }
  })
  const model = fakeModel(unet, { sample, timestep, encoder_hidden_states: states }, config)
  const denoise = guidedDenoiser({
    model,
    conditions: conditions.map(words),
    unconditions: unconditions?.map(words) ?? null,
    guidance,
    latentDims: dims,
    beside: null,
    signal,
  })
  return { unet, denoise, levels: model.levels }
}

describe('guidance', () => {
  // prediction 1 + 3 * (2 - 1) = 4, so x0 = x - sigma * 4
  test('moves from the prediction without words past the one with them', async () => {
    const { denoise, unet } = setup({})
    expect([...(await denoise(Float32Array.of(9, 8, 7, 6), 2))]).toEqual([1, 0, -1, -2])
    expect(unet.calls).toHaveLength(1)
    expect(unet.calls[0]!.sample!.dims).toEqual([2, 1, 2, 2])
  })

  test('off means one row and no second pass', async () => {
    const { denoise, unet } = setup({ unconditions: null })
    expect([...(await denoise(Float32Array.of(9, 8, 7, 6), 2))]).toEqual([5, 4, 3, 2])
    expect(unet.calls[0]!.sample!.dims).toEqual([1, 1, 2, 2])
  })

  test.each([1, 2, 3, 4, 8])('in passes of %i is the same as in one', async size => {
    const both = { conditions: [2, 5], unconditions: [1, 3] }
    const latent = Float32Array.from({ length: 8 }, (_, i) => i)
    const whole = await setup(both).denoise(latent, 1.5)
    const split = setup({ ...both, sample: port('sample', 'float32', size, 1, 2, 2) })
    expect([...(await split.denoise(latent, 1.5))]).toEqual([...whole])
    expect(split.unet.calls).toHaveLength(Math.ceil(4 / size))
    for (const call of split.unet.calls) expect(call.sample!.dims[0]).toBe(size)
  })
})

describe('the time is told as the graph declares it', () => {
  test.each<[string, ReturnType<typeof port>, number[], string]>([
    ['a scalar', port('timestep', 'int64'), [], 'int64'],
    ['one value', port('timestep', 'float32', 1), [1], 'float32'],
    ['an axis of its own', port('timestep', 'int64', 'steps'), [1], 'int64'],
    ['one per row', port('timestep', 'float32', 'batch'), [2], 'float32'],
    ['a frozen batch', port('timestep', 'int32', 2), [2], 'int32'],
    ['half precision', port('timestep', 'float16', 'steps'), [1], 'float16'],
  ])('%s', async (_, timestep, expected, type) => {
    const { denoise, unet, levels } = setup({ timestep })
    await denoise(new Float32Array(4), levels.sigmaAt(500))
    const told = unet.calls[0]!.timestep!
    expect(told.dims).toEqual(expected)
    expect(told.type).toBe(type)
    expect([...floats(told)].every(t => t === 500)).toBe(true)
  })

  test('whole numbers are rounded to the nearest level', async () => {
    const { denoise, unet, levels } = setup({ timestep: port('timestep', 'int64') })
    await denoise(new Float32Array(4), levels.sigmaAt(500.6))
    expect(unet.calls[0]!.timestep!.data).toEqual(BigInt64Array.of(501n))
  })
})

test('half precision goes in and comes out', async () => {
  const { denoise, unet } = setup({
    sample: port('sample', 'float16', 'batch', 1, 'h', 'w'),
    outType: 'float16',
  })
  const sigma = 2
  expect([...(await denoise(Float32Array.of(9, 8, 7, 6), sigma))]).toEqual([1, 0, -1, -2])
  const given = unet.calls[0]!.sample!
  expect(given.data).toBeInstanceOf(Uint16Array)
  expect(halvesToFloats(given.data as Uint16Array)[0]).toBeCloseTo(9 / Math.sqrt(5), 2)
})

test.each([
  ['epsilon', [9 - 2 * 4, 8 - 2 * 4]],
  ['sample', [4, 4]],
  ['v_prediction', [9 / 5 - (2 * 4) / Math.sqrt(5), 8 / 5 - (2 * 4) / Math.sqrt(5)]],
  ['flow_prediction', [9 / 3 - (2 * 4) / 3, 8 / 3 - (2 * 4) / 3]],
])('a prediction of %s is turned into the clean latent', async (prediction_type, expected) => {
  const { denoise } = setup({ config: { prediction_type } })
  const clean = await denoise(Float32Array.of(9, 8, 7, 6), 2)
  expected.forEach((value, i) => {
    expect(clean[i]).toBeCloseTo(value, 5)
  })
})

test('a cancel is heard before the next call of the model', async () => {
  const abort = new AbortController()
  const { denoise, unet } = setup({
    signal: abort.signal,
    sample: port('sample', 'float32', 1, 1, 2, 2),
  })
  const running = denoise(new Float32Array(4), 1)
  abort.abort()
  await expect(running).rejects.toThrow()
  expect(unet.calls).toHaveLength(0)
})
