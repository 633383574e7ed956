import { describe, expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { golden, relativeError } from '../golden/golden.ts'
import { fixture } from '../pipeline/draw.ts'
import { withModel } from '../with-model.ts'
import { filesOf, idOf, painted, png } from './assets-for-tests.ts'

/** What diffusers' pipelines draw from the same image and noise; golden/make_start_golden.py made them. */
type Case = {
  kind: string
  model: string
  masked: boolean
  strength: number
  settings: { sampler: string }
  latent: number[]
}
const { cases } = golden<{ cases: Case[] }>('start_golden.json')
const image = png(64, 64, 3, painted)
const mask = png(64, 64, 1, (x, y) => (x >= 24 && y < 48 ? 255 : 0))
const named = cases.map(one => [`${one.kind} ${one.settings.sampler} ${one.strength}`, one] as const)

async function latentOf({ model: name, masked, strength, settings }: Case, change: object = {}) {
  return withModel(fixture(name), async model => {
    const start = { image: idOf(image), mask: masked ? idOf(mask) : null, feather: 0, strength, ...change }
    const asked = generation.parse({ ...settings, conditions: { start } })
    const [latent] = await sampleLatents({
      model,
      settings: resolveSettings(asked, model.defaults),
      batch: 1,
      signal: new AbortController().signal,
      assets: assetsOf(filesOf(image, mask)),
      onStage: () => {},
      onStep: () => {},
    })
    return latent!
  })
}

describe('an image to begin from leads where diffusers comes to', () => {
  test.each(named)('%s', async (_, one) => {
    expect(relativeError(await latentOf(one), one.latent)).toBeLessThan(2e-3)
  })
})

test('the check would notice another strength, or a mask left out', async () => {
  const one = cases.find(({ kind, strength }) => kind === 'inpaint' && strength === 0.5)!
  expect(relativeError(await latentOf(one, { strength: 0.75 }), one.latent)).toBeGreaterThan(0.1)
  expect(relativeError(await latentOf(one, { mask: null }), one.latent)).toBeGreaterThan(0.1)
})
