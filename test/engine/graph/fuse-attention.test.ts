import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fuseAttention } from '#engine/graph/fuse-attention.ts'
import { readGraph } from '#engine/graph/onnx-graph.ts'
import { bytesSource } from '#engine/graph/wire.ts'
import { openGraph } from '#engine/model/open-graph.ts'
import { normalSources } from '#engine/random/normal.ts'
import { openSession, type Session } from '#engine/runtime.ts'
import { elements, floats, type Tensor, tensor } from '#engine/tensor.ts'
import { fixture } from '../pipeline/draw.ts'

const options = { provider: 'cpu', threads: 1 } as const
const unetOf = (name: string) => join(fixture(name), 'unet', 'model.onnx')
const kinds = (bytes: Uint8Array) => {
  const { nodes } = readGraph(bytesSource(bytes))
  return {
    softmax: nodes.filter(({ op }) => op === 'Softmax').length,
    nodes: nodes.length,
    fused: nodes.filter(({ op }) => op === 'MultiHeadAttention').length,
  }
}

/** Something for each input, of the sizes that it declares. */
function feedsOf({ inputs }: Session): Record<string, Tensor> {
  const free: Record<string, number[]> = {
    sample: [2, 4, 16, 16],
    encoder_hidden_states: [2, 7, 0],
    words: [2, 5, 12],
  }
  return Object.fromEntries(
    inputs.map(({ name, type, dims }) => {
      const shape = dims.map((dim, axis) => (typeof dim === 'number' ? dim : (free[name]?.[axis] ?? 2)))
      const values = name === 'timestep' ? [500] : normalSources.cpu(3).normal(elements(shape))
      return [
        name,
        tensor(type, name === 'timestep' ? new Float32Array(elements(shape)).fill(500) : values, shape),
      ]
    }),
  )
}

async function apart(file: string, fused: Uint8Array): Promise<{ worst: number; largest: number }> {
  const [whole, other] = [await openSession(file, options), await openSession(file, options, fused)]
  const feeds = feedsOf(whole)
  const [a, b] = await Promise.all(
    [whole, other].map(async session => floats(Object.values(await session.run(feeds))[0]!)),
  )
  await Promise.all([whole.release(), other.release()])
  const most = (values: Float32Array) => values.reduce((sum, v) => Math.max(sum, Math.abs(v)), 0)
  return { worst: most(a!.map((v, i) => v - b![i]!)), largest: most(a!) }
}

describe('fused attention', () => {
  test.each([
    // optimum's form, with and without its shapes computed as it runs; weights beside the graph; two text encoders.
    ['tiny-sd', 1e-5],
    ['tiny-sd-external', 1e-5],
    ['tiny-sd-frozen', 1e-5],
    ['tiny-xl', 1e-5],
    ['tiny-inpaint', 1e-5],
    ['tiny-sd-fp16', 0.005],
  ])('of %s gives what the open one gives', async (name, close) => {
    const file = unetOf(name)
    const bytes = fuseAttention(file, null)
    const [before, after] = [kinds(readFileSync(file)), kinds(bytes!)]
    expect(before.softmax).toBeGreaterThan(0)
    expect(after).toMatchObject({ softmax: 0, fused: before.softmax })
    expect(after.nodes).toBeLessThan(before.nodes)
    const { worst, largest } = await apart(file, bytes!)
    expect(largest).toBeGreaterThan(0.5)
    expect(worst).toBeLessThan(close)
  })

  test.each(['attention', 'attention-dynamo'])('of scaled_dot_product_attention, %s', async name => {
    const file = join('test', 'parity', 'graphs', name, 'model.onnx')
    const bytes = fuseAttention(file, null)!
    expect(kinds(bytes)).toMatchObject({ softmax: 0, fused: 1 })
    const { worst, largest } = await apart(file, bytes)
    expect(largest).toBeGreaterThan(0.1)
    expect(worst).toBeLessThan(1e-6)
  })

  test('bytes in the place of the file are fused as well, once', () => {
    const file = unetOf('tiny-sd')
    const bytes = fuseAttention(file, readFileSync(file))!
    expect(kinds(bytes).softmax).toBe(0)
    expect(fuseAttention(file, bytes)).toBeNull()
  })

  test.each([
    ['a mask', join(fixture('tiny-sd'), 'text_encoder', 'model.onnx')],
    ['small numbers', join('test', 'parity', 'graphs', 'unet-int8', 'model.onnx')],
    ['none', join('test', 'parity', 'graphs', 'upscaler-2', 'model.onnx')],
  ])('a graph with %s is left as it is', (_, file) => {
    expect(fuseAttention(file, null)).toBeNull()
  })
})

test('a provider that will not have it gets the graph as it is, and a damaged file is told of as such', async () => {
  const file = unetOf('tiny-sd')
  const session = await openGraph(file, { ...options, attends: false })
  const fused = await openGraph(file, { ...options, attends: true })
  const feeds = feedsOf(session)
  expect(Object.keys(await fused.run(feeds))).toEqual(Object.keys(await session.run(feeds)))
  await Promise.all([session.release(), fused.release()])
  const cut = readFileSync(file).subarray(0, 1000)
  await expect(openGraph(file, { ...options, attends: true }, cut)).rejects.toMatchObject({
    code: 'model-broken',
  })
})
