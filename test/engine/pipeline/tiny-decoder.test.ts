import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { previewPicture } from '#engine/preview.ts'
import { normalSources } from '#engine/random/normal.ts'
import { draw, fixture, worstDifference } from './draw.ts'

const tiny = resolve(import.meta.dirname, '../../parity/graphs/vae-tiny/vae_decoder')
const wish = { prompt: 'a fox', seed: 1, steps: 2 }

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'reroll-tiny-')), 'model')
  cpSync(fixture('tiny-sd'), folder, { recursive: true })
  cpSync(tiny, join(folder, 'vae_decoder_tiny'), { recursive: true })
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

test('decodes where it is asked for, on its own scale; the full one is left as it is', async () => {
  const full = (await draw(folder, wish)).pictures[0]!
  const quick = (await draw(folder, { ...wish, vae: 'tiny' })).pictures[0]!
  expect(worstDifference(full, (await draw(fixture('tiny-sd'), wish)).pictures[0]!)).toBe(0)
  expect(worstDifference(quick, full)).toBeGreaterThan(20)
  // The same graph in the place of the full one, which makes the same of it.
  rmSync(join(folder, 'vae_decoder'), { recursive: true })
  cpSync(tiny, join(folder, 'vae_decoder'), { recursive: true })
  expect(worstDifference((await draw(folder, wish)).pictures[0]!, quick)).toBe(0)
})

test('previews come from it', async () => {
  const model = await openModel(folder, { device: 'cpu' })
  try {
    const latent = normalSources.cpu(3).normal(4 * 8 * 8)
    const dims = [4, 8, 8] as const
    const preview = await previewPicture(model, latent, dims)
    expect(preview.rgb).toEqual((await decodeLatent(model, latent, dims, 'tiny')).rgb)
  } finally {
    await model.release()
  }
})

test('a model without one says what to do', async () => {
  await expect(draw(fixture('tiny-sd'), { ...wish, vae: 'tiny' })).rejects.toThrow(
    /tiny-sd has no tiny decoder; put one .* into vae_decoder_tiny/,
  )
})
