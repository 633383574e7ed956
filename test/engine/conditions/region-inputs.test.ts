import { describe, expect, test } from 'vitest'
import { noAssets } from '#engine/conditions/assets.ts'
import { wordsMean } from '#engine/conditions/words-mean.ts'
import type { Model } from '#engine/model/open.ts'
import { encodeText } from '#engine/pipeline/encode-text.ts'
import { sampleLatents } from '#engine/pipeline/text-to-image.ts'
import type { Port } from '#engine/runtime.ts'
import { resolveSettings } from '#engine/settings.ts'
import { floats, type Tensor } from '#engine/tensor.ts'
import { generation } from '#shared/generation.ts'
import { fixture } from '../pipeline/draw.ts'
import { withModel } from '../with-model.ts'

const masks: Port = { name: 'region_masks', type: 'float32', dims: ['batch', 'regions', 'height', 'width'] }
const embeds: Port = { name: 'region_embeds', type: 'float32', dims: ['batch', 'regions', 32] }

/** A model that has inputs for regions, and what it is told there in every pass. */
function listening(model: Model): { model: Model; told: Record<string, Tensor>[] } {
  const told: Record<string, Tensor>[] = []
  const unet: Model['unet'] = {
    ...model.unet,
    run: ({ region_masks, region_embeds, ...feeds }, wanted) => {
      told.push({ region_masks: region_masks!, region_embeds: region_embeds! })
      return model.unet.run(feeds, wanted)
    },
  }
  const ports = { ...model.ports, region_masks: masks, region_embeds: embeds }
  return { model: { ...model, unet, ports }, told }
}

async function toldOf(regions: object[], guidance: number) {
  return withModel(fixture('tiny-sd'), async opened => {
    const { model, told } = listening(opened)
    const asked = { prompt: 'a cat', seed: 3, steps: 2, sampler: 'euler', guidance, conditions: { regions } }
    await sampleLatents({
      model,
      settings: resolveSettings(generation.parse(asked), model.defaults),
      batch: 1,
      signal: new AbortController().signal,
      assets: noAssets,
      onStage: () => {},
      onStep: () => {},
    })
    return {
      passes: told.map(({ region_masks, region_embeds }) => ({
        masks: { dims: region_masks!.dims, data: [...floats(region_masks!)] },
        embeds: { dims: region_embeds!.dims, data: [...floats(region_embeds!)] },
      })),
      hill: [...(await wordsMean(opened, 'a hill'))],
      fish: [...(await wordsMean(opened, 'a fish'))],
    }
  })
}

const [top, bottom] = [
  { words: 'a hill', feather: 0, rectangle: { x: 0, y: 0, width: 1, height: 0.5 } },
  { words: 'a fish', feather: 0, rectangle: { x: 0, y: 0.5, width: 1, height: 0.5 }, weight: 0.5 },
]
const cells = [
  ...Array.from({ length: 64 }, (_, i) => (i < 32 ? 1 : 0)),
  ...Array.from({ length: 64 }, (_, i) => (i < 32 ? 0 : 0.5)),
]
const none = (count: number) => Array.from({ length: count }, () => 0)

describe('a model with inputs for regions', () => {
  test('is told all masks, each by its weight, and the means of their words', async () => {
    const { passes, hill, fish } = await toldOf([top, bottom], 1)
    expect(passes.length).toBe(2)
    for (const { masks, embeds } of passes) {
      expect(masks).toEqual({ dims: [1, 2, 8, 8], data: cells })
      expect(embeds).toEqual({ dims: [1, 2, 32], data: [...hill, ...fish] })
    }
  })

  test('is told nothing of them in the pass without words', async () => {
    const { passes, hill, fish } = await toldOf([top, bottom], 4)
    expect(passes[0]!.masks).toEqual({ dims: [2, 2, 8, 8], data: [...none(128), ...cells] })
    expect(passes[0]!.embeds).toEqual({ dims: [2, 2, 32], data: [...none(64), ...hill, ...fish] })
  })

  test('is told one empty region where there is none, or where none acts yet', async () => {
    const { passes } = await toldOf([{ ...top, from: 0.5 }], 4)
    expect(passes.map(({ masks }) => masks.data.some(Boolean))).toEqual([false, true])
    expect(passes[0]!.masks.dims).toEqual([2, 1, 8, 8])
  })
})

test('the mean of words leaves out the start, the end and the padding', async () => {
  return withModel(fixture('tiny-sd'), async model => {
    const { hidden, width } = await encodeText(model, 'a hill')
    const { count } = model.towers[0]!.tokenizer.encode('a hill')
    const mean = await wordsMean(model, 'a hill')
    const own = Array.from({ length: count }, (_, token) => hidden[(token + 1) * width]!)
    expect(mean.length).toBe(width)
    expect(mean[0]).toBeCloseTo(own.reduce((a, b) => a + b, 0) / count, 5)
    expect([...(await wordsMean(model, ''))]).toEqual(none(width))
  })
})
