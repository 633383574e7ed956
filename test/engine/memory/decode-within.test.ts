import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plenty } from '#engine/memory/economy.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { normalSources } from '#engine/random/normal.ts'
import { fixture } from '../pipeline/draw.ts'

let model: Model
beforeEach(async () => {
  model = await openModel(fixture('tiny-sd'), { device: 'cpu', threads: 1 })
})
afterEach(() => model.release())

const dims = [4, 40, 24] as const
const latent = normalSources
  .cpu(5)
  .normal(4 * 40 * 24)
  .map(v => v * 0.18)
const decode = async (economy: Partial<Model['economy']>) => {
  Object.assign(model.economy, plenty, economy)
  return decodeLatent(model, latent, dims)
}
const off = (a: Uint8Array, b: Uint8Array) => a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0)

describe('a picture that is decoded with room for a part of it', () => {
  test('is the whole, layer by layer', async () => {
    const whole = await decode({})
    const layered = await decode({ tile: 16 })
    expect([layered.width, layered.height]).toEqual([whole.width, whole.height])
    expect(off(layered.rgb, whole.rgb)).toBeLessThanOrEqual(1)
    // What its parts took counts as the model's time, and the decoder comes back by itself.
    const before = model.milliseconds()
    await decode({ tile: 16 })
    expect(model.milliseconds()).toBeGreaterThan(before)
    expect((await decode({})).rgb).toEqual(whole.rgb)
  })

  test('is near it, in tiles apart', async () => {
    const whole = await decode({})
    const apart = await decode({ tile: 16, apart: true })
    expect(apart.rgb).toHaveLength(whole.rgb.length)
    expect(off(apart.rgb, whole.rgb)).toBeGreaterThan(2)
  })
})
