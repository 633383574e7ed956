import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeInLayers } from '#engine/layers/decode-in-layers.ts'
import { normalSources } from '#engine/random/normal.ts'
import { openSession, type Session } from '#engine/runtime.ts'
import { floats, type Tensor, tensor } from '#engine/tensor.ts'
import { defaultModel, modelFolder } from '#main/studio/model-library.ts'
import { fixture } from '../pipeline/draw.ts'
import { groupNormGraph } from './group-norm-graph.ts'

const options = { provider: 'cpu', threads: 1 } as const
let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(path(tmpdir(), 'reroll-layers-'))
})
afterAll(() => rmSync(scratch, { recursive: true }))

const decoderOf = (folder: string) => path(folder, 'vae_decoder', 'model.onnx')

const largestOf = (values: Float32Array) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0)

/** Decodes both ways, and looks at what each part was given. */
async function bothWays(file: string, [height, width]: [number, number], tile: number) {
  const whole = await openSession(file, options)
  const [input, output] = [whole.inputs[0]!, whole.outputs[0]!]
  const channels = Number(input.dims[1])
  const noise = normalSources.cpu(7).normal(channels * height * width)
  const latent = tensor(input.type, noise, [1, channels, height, width])
  const wanted = floats((await whole.run({ [input.name]: latent }, [output.name]))[output.name]!)
  await whole.release()
  const seen = { layers: 0, runs: 0, open: 0, most: 0 }
  const open = async (bytes: Uint8Array): Promise<Session> => {
    const session = await openSession(file, options, bytes)
    seen.layers++
    seen.open++
    return {
      ...session,
      run: (feeds: Record<string, Tensor>, names) => {
        seen.runs++
        seen.most = Math.max(seen.most, ...Object.values(feeds).map(({ data }) => data.length))
        return session.run(feeds, names)
      },
      release: () => {
        seen.open--
        return session.release()
      },
    }
  }
  const ask = (signal?: AbortSignal) =>
    decodeInLayers(latent, { file, input: input.name, output: output.name, tile, open, signal })
  const out = await ask()
  const worst = out && largestOf(floats(out).map((v, i) => v - wanted[i]!))
  return { out, worst, seen, largest: largestOf(wanted), ask }
}

describe('decoding layer by layer is decoding the whole', () => {
  // The tiny ones have 8 channels at 8 times the size of a latent.
  test.each([
    ['tiny-sd', 1e-4],
    ['tiny-sd-legacy', 1e-4],
    ['tiny-sd-external', 1e-4],
    ['tiny-xl', 1e-4],
    // Half precision rounds to a thousandth at each layer.
    ['tiny-sd-fp16', 0.02],
  ])('of %s', async (name, close) => {
    const { out, worst, seen, largest } = await bothWays(decoderOf(fixture(name)), [24, 40], 24)
    expect(out!.dims).toEqual([1, 3, 192, 320])
    expect(largest).toBeGreaterThan(1)
    expect(worst).toBeLessThan(close)
    expect(seen.layers).toBeGreaterThan(20)
    expect(seen.runs).toBeGreaterThan(10 * seen.layers)
    expect(seen.open).toBe(0)
  })

  test('of the shipped model, which measures nothing and is one layer', async () => {
    const { worst, seen } = await bothWays(decoderOf(await modelFolder(defaultModel)), [24, 72], 24)
    expect(worst).toBeLessThan(1e-5)
    expect(seen.layers).toBe(1)
    expect(seen.runs).toBeGreaterThan(1)
  })

  test('of a normalisation that scales by channel itself', async () => {
    const file = path(scratch, 'by-channel.onnx')
    writeFileSync(file, groupNormGraph('channel'))
    const { worst, seen, largest } = await bothWays(file, [30, 50], 8)
    expect(largest).toBeGreaterThan(1)
    expect(worst).toBeLessThan(1e-4)
    expect(seen.layers).toBe(2)
    expect(seen.runs).toBeGreaterThan(4)
  })
})

test('a normalisation that scales by group cannot be cut', async () => {
  const file = path(scratch, 'by-group.onnx')
  writeFileSync(file, groupNormGraph('group'))
  expect((await bothWays(file, [30, 50], 8)).out).toBeNull()
})

test('a tile is as small as the room that there is', async () => {
  const file = decoderOf(fixture('tiny-sd'))
  const sizes = await Promise.all(
    [16, 64].map(async tile => (await bothWays(file, [40, 40], tile)).seen.runs),
  )
  expect(sizes[0]).toBeGreaterThan(2 * sizes[1]!)
})

test('cancel is heard between two tiles, and nothing stays open', async () => {
  const { ask, seen } = await bothWays(decoderOf(fixture('tiny-sd')), [24, 24], 16)
  const before = seen.runs
  const stop = new AbortController()
  const work = ask(stop.signal)
  stop.abort()
  await expect(work).rejects.toThrow('aborted')
  expect(seen.runs - before).toBeLessThan(3)
  expect(seen.open).toBe(0)
})
