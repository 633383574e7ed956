import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { golden, relativeError } from '../golden/golden.ts'
import { fixture } from '../pipeline/draw.ts'
import { withModel } from '../with-model.ts'
import { filesOf, idOf, painted, png } from './assets-for-tests.ts'

/** What diffusers' ControlNet pipeline draws; golden/make_control_golden.py made them. */
type Golden = {
  settings: {
    prompt: string
    negative: string
    side: number
    steps: number
    seed: number
    guidance: number
  }
  latents: Record<string, number[]>
}
const { settings, latents } = golden<Golden>('control_golden.json')
const map = png(64, 64, 3, painted)
const control = (more: object = {}) => ({ net: 'canny', map: idOf(map), ...more })

async function latentOf(controls: object[], folder = fixture('tiny-control')) {
  return withModel(folder, async model => {
    const { side, ...told } = settings
    const asked = generation.parse({
      ...told,
      width: side,
      height: side,
      sampler: 'euler',
      schedule: 'uniform',
      conditions: { controls },
    })
    const [latent] = await sampleLatents({
      model,
      settings: resolveSettings(asked, model.defaults),
      batch: 1,
      signal: new AbortController().signal,
      assets: assetsOf(filesOf(map)),
      onStage: () => {},
      onStep: () => {},
    })
    return latent!
  })
}

/** A model whose ControlNet, or whose U-Net, is another's. */
async function mixed(change: (folder: string) => Promise<unknown>, work: (folder: string) => Promise<void>) {
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-control-'))
  const folder = join(scratch, 'mixed')
  try {
    await cp(fixture('tiny-control'), folder, { recursive: true })
    await change(folder)
    await work(folder)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

describe('a ControlNet leads where diffusers comes to', () => {
  test.each(Object.entries(latents))('at weight %s', async (weight, expected) => {
    expect(relativeError(await latentOf([control({ weight: Number(weight) })]), expected)).toBeLessThan(1e-3)
  })

  test('without any it is as with none of it, and two halves are a whole', async () => {
    expect(relativeError(await latentOf([]), latents['0.0']!)).toBeLessThan(1e-3)
    const halves = await latentOf([control({ weight: 0.5 }), control({ weight: 0.5 })])
    expect(relativeError(halves, latents['1.0']!)).toBeLessThan(1e-3)
  })

  test('the check would notice another weight, and it acts only in its steps', async () => {
    const late = await latentOf([control({ from: 0.9 })])
    expect(relativeError(latents['0.6']!, latents['1.0']!)).toBeGreaterThan(0.01)
    expect(relativeError(late, latents['1.0']!)).toBeGreaterThan(0.01)
    expect(relativeError(await latentOf([control({ from: 1 })]), latents['0.0']!)).toBeLessThan(1e-3)
  })
})

describe('what does not fit is refused', () => {
  test('a net that the model does not have', async () => {
    await expect(latentOf([control({ net: 'depth' })])).rejects.toThrow(/no ControlNet called depth/)
  })

  test('a U-Net that was exported without inputs for nets', async () => {
    await mixed(
      folder => cp(join(fixture('tiny-sd'), 'unet'), join(folder, 'unet'), { recursive: true }),
      async folder => {
        await expect(latentOf([control()], folder)).rejects.toThrow(/without inputs for ControlNets/)
      },
    )
  })

  test('a graph that is no ControlNet', async () => {
    await mixed(
      async folder => {
        await mkdir(join(folder, 'controlnet/decoder'))
        await cp(join(folder, 'vae_decoder/model.onnx'), join(folder, 'controlnet/decoder/model.onnx'))
      },
      async folder => {
        await expect(latentOf([control({ net: 'decoder' })], folder)).rejects.toThrow(/no ControlNet/)
      },
    )
  })
})
