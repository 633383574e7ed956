import { describe, expect, test } from 'vitest'
import { assetsOf, noAssets } from '#engine/conditions/assets.ts'
import { mixRegion } from '#engine/conditions/mix-regions.ts'
import { cellRegions } from '#engine/conditions/regions.ts'
import { sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { conditions, regionOfWords } from '#shared/conditions.ts'
import { generation } from '#shared/generation.ts'
import { draw, fixture, worstDifference } from '../pipeline/draw.ts'
import { withModel } from '../with-model.ts'
import { greyAsset } from './grey-asset.ts'

const picture = { width: 64, height: 64 }
const latent = { width: 8, height: 8 }
const left = { x: 0, y: 0, width: 0.5, height: 1 }
const whole = { x: 0, y: 0, width: 1, height: 1 }
const region = (more: object) => regionOfWords.parse({ words: 'a hill', feather: 0, ...more })

describe('regions at latent size', () => {
  test('a rectangle takes the cells that it covers, by its share of them and its weight', () => {
    const rectangle = { x: 0, y: 0, width: 0.1875, height: 1 }
    const [first] = cellRegions([region({ rectangle, weight: 0.5 })], noAssets, picture, latent)
    expect([...first!.cells.subarray(0, 3)]).toEqual([0.5, 0.25, 0])
  })

  test('a mask of any size is stretched to the picture', () => {
    const { id, files } = greyAsset(2, 2, [255, 0, 255, 0])
    const [first] = cellRegions([region({ mask: id })], assetsOf(files), picture, latent)
    expect(first!.cells[0]).toBe(1)
    expect(first!.cells[7]).toBe(0)
  })

  test('a feather lets it end softly and leaves the middle whole', () => {
    const [soft] = cellRegions([region({ rectangle: left, feather: 0.25 })], noAssets, picture, latent)
    const row = [...soft!.cells.subarray(0, 8)]
    expect(row[0]).toBe(1)
    expect(row[7]).toBe(0)
    expect(row[3]).toBeGreaterThan(row[4]!)
    expect(row[4]).toBeGreaterThan(0)
  })

  test('a region without words or weight says nothing', () => {
    const silent = [region({ rectangle: left, words: '' }), region({ rectangle: left, weight: 0 })]
    expect(cellRegions(silent, noAssets, picture, latent)).toEqual([])
  })

  test('later regions lie over earlier ones', () => {
    const values = Float32Array.of(1, 1, 1, 1)
    mixRegion(values, Float32Array.of(2, 2, 2, 2), Float32Array.of(1, 0))
    mixRegion(values, Float32Array.of(4, 4, 4, 4), Float32Array.of(0.5, 0))
    expect([...values]).toEqual([3, 1, 3, 1])
  })
})

/** The clean latent that is predicted in the first step, of a graph with one row in a pass. */
async function firstPrediction(prompt: string, regions: object[]): Promise<Float32Array> {
  return withModel(fixture('tiny-sd-frozen'), async model => {
    const asked = { prompt, seed: 3, steps: 1, guidance: 4, sampler: 'euler', conditions: { regions } }
    let first = new Float32Array()
    await sampleLatents({
      model,
      settings: resolveSettings(generation.parse(asked), model.defaults),
      batch: 1,
      signal: new AbortController().signal,
      onStage: () => {},
      onStep: ({ denoised }) => {
        first = Float32Array.from(denoised(0))
      },
    })
    return first
  })
}

describe('regions by mixing', () => {
  const settings = { prompt: 'a cat', seed: 3, steps: 3, guidance: 4, sampler: 'euler' as const }
  const withRegions = (regions: object[], more: object = {}) =>
    draw(fixture('tiny-sd'), { ...settings, conditions: conditions.parse({ regions }), ...more })

  test('a region over all of it draws what its words alone draw', async () => {
    const alone = await draw(fixture('tiny-sd'), { ...settings, prompt: 'a hill' })
    const base = await draw(fixture('tiny-sd'), settings)
    const told = await withRegions([region({ rectangle: whole })])
    expect(worstDifference(told.pictures[0]!, alone.pictures[0]!)).toBeLessThanOrEqual(1)
    expect(worstDifference(base.pictures[0]!, alone.pictures[0]!)).toBeGreaterThan(4)
  })

  test('with one row in a pass, over all of it and in its place it is its own words to the bit', async () => {
    const alone = await draw(fixture('tiny-sd-frozen'), { ...settings, prompt: 'a hill' })
    const frozen = (rectangle: object) =>
      draw(fixture('tiny-sd-frozen'), {
        ...settings,
        conditions: conditions.parse({ regions: [region({ rectangle })] }),
      })
    expect(worstDifference((await frozen(whole)).pictures[0]!, alone.pictures[0]!)).toBe(0)
    expect(worstDifference((await frozen(left)).pictures[0]!, alone.pictures[0]!)).toBeGreaterThan(4)
  })

  test('beside it the first prediction is that of the prompt, within it that of its words, to the bit', async () => {
    const [base, alone, told] = await Promise.all([
      firstPrediction('a cat', []),
      firstPrediction('a hill', []),
      firstPrediction('a cat', [region({ rectangle: left })]),
    ])
    const expected = base.map((value, i) => (i % 8 < 4 ? alone[i]! : value))
    expect([...told]).toEqual([...expected])
    expect([...alone]).not.toEqual([...base])
  })

  test('words that are too long are cut, and each region says so', async () => {
    const long = 'a very small red bird '.repeat(40)
    const { events } = await withRegions([
      region({ rectangle: left }),
      region({ rectangle: whole, words: long }),
    ])
    const warnings = events.flatMap(event => (event.kind === 'warning' ? [event.message] : []))
    expect(warnings).toEqual([
      expect.stringMatching(/^The text of region 2 has \d+ tokens; this model reads/),
    ])
  })

  test('one that begins after the last step, or has no weight, changes nothing', async () => {
    const base = await draw(fixture('tiny-sd'), settings)
    for (const silent of [region({ rectangle: whole, from: 1 }), region({ rectangle: whole, weight: 0 })]) {
      const told = await withRegions([silent])
      expect(worstDifference(told.pictures[0]!, base.pictures[0]!)).toBe(0)
    }
  })

  test('which of two lies over the other matters', async () => {
    const [a, b] = [region({ rectangle: whole }), region({ rectangle: whole, words: 'a fish' })]
    const ab = await withRegions([a, b])
    const ba = await withRegions([b, a])
    expect(worstDifference(ab.pictures[0]!, ba.pictures[0]!)).toBeGreaterThan(4)
  })

  test('a graph frozen to one row per pass draws the same', async () => {
    const regions = [region({ rectangle: left }), region({ rectangle: whole, weight: 0.3, words: 'a fish' })]
    const free = await withRegions(regions)
    const frozen = await draw(fixture('tiny-sd-frozen'), {
      ...settings,
      conditions: conditions.parse({ regions }),
    })
    expect(worstDifference(free.pictures[0]!, frozen.pictures[0]!)).toBeLessThanOrEqual(1)
  })

  test('each picture of a batch has them', async () => {
    const regions = [region({ rectangle: left })]
    const said = { ...settings, conditions: conditions.parse({ regions }) }
    const together = await draw(fixture('tiny-sd'), said, { count: 2, batchSize: 2 })
    const apart = await draw(fixture('tiny-sd'), said, { count: 2 })
    for (const i of [0, 1])
      expect(worstDifference(together.pictures[i]!, apart.pictures[i]!)).toBeLessThanOrEqual(1)
  })
})
