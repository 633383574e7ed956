import { resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findMiddle } from '#engine/graph/find-middle.ts'
import { readGraph } from '#engine/graph/onnx-graph.ts'
import { patchUnet } from '#engine/graph/patched.ts'
import { fileSource } from '#engine/graph/wire.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import type { Session } from '#engine/runtime.ts'
import { elements, floats, tensor } from '#engine/tensor.ts'
import { fixture } from '../pipeline/draw.ts'

const folders = {
  ...Object.fromEntries(
    [
      'tiny-sd',
      'tiny-sd-external',
      'tiny-sd-fp16',
      'tiny-sd-frozen',
      'tiny-sd-legacy',
      'tiny-v',
      'tiny-lcm',
      'tiny-xl',
    ].map(name => [name, fixture(name)]),
  ),
  picturebook: resolve(import.meta.dirname, '../../fixtures/shipped/picturebook'),
}

/** Some value for every input: small waves, so that nothing is zero by chance; free axes are 2, 77 tokens or 8 cells. */
function feedsFor(unet: Session, batch: number, only: (name: string) => boolean) {
  return Object.fromEntries(
    unet.inputs
      .filter(({ name }) => only(name))
      .map(({ name, type, dims }) => {
        const sizes = dims.map((dim, i) =>
          typeof dim === 'number' ? dim : i === 0 ? batch : dims.length === 3 && i === 1 ? 77 : 8,
        )
        const values = Float32Array.from({ length: elements(sizes) }, (_, i) => Math.sin(i + 1))
        return [name, tensor(type, type.startsWith('int') ? values.fill(500) : values, sizes)]
      }),
  )
}

const bits = (data: ArrayLike<number>) => Buffer.from(Float32Array.from(data).buffer).toString('hex')
const opened: Model[] = []
afterAll(() => Promise.all(opened.map(model => model.release())))

describe.each(Object.entries(folders))('the middle of %s', (_, folder) => {
  test('can be read and added to; at zero nothing changes by a bit', async () => {
    const model = await openModel(folder, { device: 'cpu', threads: 1 })
    opened.push(model)
    const { unet, output, dims } = await model.hidden()
    const sample = model.ports.sample!
    const [height, width] = sample.dims.slice(2).map(dim => (typeof dim === 'number' ? dim : 8)) as [
      number,
      number,
    ]
    const [channels, high, wide] = dims(height, width)
    const port = unet.inputs.find(input => input.name === 'dh')!
    const feeds = feedsFor(model.unet, typeof sample.dims[0] === 'number' ? sample.dims[0] : 2, () => true)
    const batch = feeds[sample.name]!.dims[0]!
    const plain = await model.unet.run(feeds)
    const zero = tensor(port.type, new Float32Array(batch), [batch, 1, 1, 1])
    const still = await unet.run({ ...feeds, dh: zero })
    const out = Object.keys(plain)[0]!
    expect(bits(floats(still[out]!))).toBe(bits(floats(plain[out]!)))

    const h = still[output]!
    expect(h.dims).toEqual([batch, channels, high, wide])
    const full = tensor(port.type, new Float32Array(elements(h.dims)), h.dims)
    const full0 = await unet.run({ ...feeds, dh: full })
    expect(bits(floats(full0[out]!))).toBe(bits(floats(plain[out]!)))

    const pushed = tensor(port.type, new Float32Array(elements(h.dims)).fill(0.5), h.dims)
    const moved = await unet.run({ ...feeds, dh: pushed })
    expect(bits(floats(moved[out]!))).not.toBe(bits(floats(plain[out]!)))
    // What is read is the middle before the addition.
    expect(bits(floats(moved[output]!))).toBe(bits(floats(h)))
    expect(floats(h).some(value => value !== 0)).toBe(true)
  })
})

describe('the file itself', () => {
  test('is never written: the edited graph is another one, in memory', async () => {
    const { bytes, file } = await patchUnet(fixture('tiny-sd-external/unet/model.onnx'), 'sample')
    expect(file).toBe(fixture('tiny-sd-external/unet/model.onnx'))
    const source = fileSource(file)
    const before = readGraph(source)
    expect(before.inputs).not.toContain('dh')
    // Weights beside the file stay there: what grows is two nodes, an input and an output.
    expect(bytes!.length - source.size).toBeLessThan(400)
    source.close()
  })

  test('the middle of diffusers graphs without names ends in mid_block', () => {
    const source = fileSource(fixture('tiny-sd/unet/model.onnx'))
    const graph = readGraph(source)
    const middle = findMiddle(graph, 'sample')!
    const next = graph.nodes.slice(middle.node + 1).find(({ op }) => op === 'Conv')!
    const last = graph.nodes.slice(0, middle.node).findLast(({ op }) => op === 'Conv')!
    expect(last.inputs[1]).toMatch(/^mid_block\.resnets\.1/)
    expect(next.inputs[1]).toMatch(/^up_blocks\.0/)
    expect(middle.strides).toEqual([2])
    source.close()
  })

  test('a graph that is no U-Net is refused with a reason', async () => {
    await expect(patchUnet(fixture('tiny-sd/text_encoder/model.onnx'), 'input_ids')).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.stringContaining('no middle'),
    })
    await expect(patchUnet(fixture('tiny-sd/model_index.json'), 'sample')).rejects.toMatchObject({
      code: 'model-broken',
    })
  })
})
