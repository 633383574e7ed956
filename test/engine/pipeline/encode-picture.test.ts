import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { decodeLatent, type Picture } from '#engine/pipeline/decode.ts'
import { encodeToLatent } from '#engine/pipeline/encode-picture.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { engineContract, type FrameEvent } from '#shared/engine-contract.ts'
import { golden, relativeError } from '../golden/golden.ts'
import { withModel } from '../with-model.ts'
import { fixture } from './draw.ts'

type Case = { picture: [number, number]; drawn: [number, number]; latent: number[] }
const { cases } = golden<{ cases: Case[] }>('latents_golden.json')

/** As make_latents_golden.py draws it. */
function painted([width, height]: readonly [number, number]): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = (x * x + 3 * y * (c + 1) + 40 * c) % 256
  return { width, height, rgb }
}

describe.each(['tiny-sd', 'tiny-sd-legacy'])('the encoder of %s', name => {
  test.each(cases)(
    'makes of $picture pixels, drawn at $drawn, the latent that diffusers makes',
    async one => {
      const [width, height] = one.drawn
      const latent = await withModel(fixture(name), model => {
        const dims = [4, height / model.rule.latentScale, width / model.rule.latentScale] as const
        return encodeToLatent(model, painted(one.picture), dims)
      })
      expect(relativeError(latent, one.latent)).toBeLessThan(1e-4)
    },
  )
})

test('a shift factor is taken off before the scale, as the decoder puts it back', async () => {
  await withModel(fixture('tiny-sd'), async model => {
    const plain = await encodeToLatent(model, painted([64, 64]), [4, 8, 8])
    const { vae } = model.folder
    const shifted = {
      ...model,
      folder: {
        ...model.folder,
        vae: { ...vae, shift_factor: [0.5, 0, -0.25, 1] },
        vaeEncoder: { ...vae, shift_factor: [0.5, 0, -0.25, 1] },
      },
    }
    const latent = await encodeToLatent(shifted, painted([64, 64]), [4, 8, 8])
    expect(latent[0]! - plain[0]!).toBeCloseTo(-0.5 * vae.scaling_factor, 5)
    const back = await decodeLatent(shifted, latent, [4, 8, 8])
    const same = await decodeLatent(model, plain, [4, 8, 8])
    expect(back.rgb.every((value, i) => Math.abs(value - same.rgb[i]!) <= 1)).toBe(true)
  })
})

describe('dissolving', () => {
  let scratch: string
  let image: string
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'reroll-dissolve-'))
    image = join(scratch, 'picture.png')
    writeFileSync(image, encodePlain(painted([128, 128])))
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  const handlers = engineHandlers()
  async function dissolved(name: string, more: object = {}, signal = new AbortController().signal) {
    const told: FrameEvent[] = []
    const generation = { seed: 7, width: 64, height: 64 }
    const request = { folder: fixture(name), device: 'cpu', image, generation, frames: 5, ...more }
    const result = await handlers['time.dissolve'](engineContract['time.dissolve'].input.parse(request), {
      signal,
      emit: event => told.push(event),
    })
    return { ...result, frames: told }
  }

  test('begins with the picture and ends at the highest level in noise that another picture ends in too', async () => {
    const { sigmas, frames } = await dissolved('tiny-sd')
    expect(frames.map(({ step, of, sigma }) => [step, of, sigma])).toEqual(
      sigmas.map((sigma, i) => [i + 1, 5, sigma]),
    )
    expect(sigmas[0]).toBe(0)
    expect(sigmas.at(-1)).toBeCloseTo(14.61, 2)
    for (const [i, sigma] of sigmas.slice(1).entries()) expect(sigma).toBeGreaterThan(sigmas[i]!)
    const clean = await withModel(fixture('tiny-sd'), async model =>
      decodeLatent(model, await encodeToLatent(model, painted([128, 128]), [4, 8, 8]), [4, 8, 8]),
    )
    expect(decodeRgb(frames[0]!.png, 'frame').rgb).toEqual(clean.rgb)

    writeFileSync(
      join(scratch, 'other.png'),
      encodePlain({ ...painted([64, 64]), rgb: new Uint8Array(64 * 64 * 3) }),
    )
    const other = await dissolved('tiny-sd', { image: join(scratch, 'other.png') })
    const far = (i: number) => {
      const [a, b] = [frames[i]!, other.frames[i]!].map(({ png }) => decodeRgb(png, 'frame').rgb)
      return a!.reduce((sum, value, p) => sum + Math.abs(value - b![p]!), 0) / a!.length
    }
    expect(far(4)).toBeLessThan(far(0) / 5)
    expect((await dissolved('tiny-sd')).frames).toEqual(frames)
  })

  test('says what is missing or wrong in a sentence', async () => {
    await expect(dissolved('tiny-v')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('tiny-v has no encoder'),
    })
    await expect(dissolved('tiny-sd', { image: join(scratch, 'no.png') })).rejects.toThrow('cannot be read')
    writeFileSync(join(scratch, 'text.png'), readFileSync(image).subarray(0, 200))
    await expect(dissolved('tiny-sd', { image: join(scratch, 'text.png') })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(dissolved('tiny-sd', { generation: { seed: 1, width: 60, height: 60 } })).rejects.toThrow(
      'multiple of',
    )
  })
})
