import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { sketchOf } from '#engine/conditions/sketch.ts'
import { conditions, control } from '#shared/conditions.ts'
import { draw, worstDifference } from '../pipeline/draw.ts'
import { greyAsset } from './grey-asset.ts'

const shipped = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')
const ring = greyAsset(
  64,
  64,
  Uint8Array.from({ length: 64 * 64 }, (_, i) => {
    const radius = Math.hypot((i % 64) - 31.5, Math.floor(i / 64) - 31.5)
    return Math.abs(radius - 20) < 2 ? 255 : 0
  }),
)
const sketch = (more: object = {}) => control.parse({ net: 'sketch', map: ring.id, ...more })

describe('line drawings', () => {
  test('the strongest ink of each pixel counts, each drawing by its weight', () => {
    const left = greyAsset(2, 1, [255, 0])
    const right = greyAsset(2, 1, [0, 255])
    const told = sketchOf(
      [
        control.parse({ net: 'sketch', map: left.id, weight: 0.8 }),
        control.parse({ net: 'sketch', map: right.id, weight: 0.4 }),
      ],
      assetsOf({ ...left.files, ...right.files }),
      { width: 2, height: 1 },
    )
    expect(told?.weight).toBeCloseTo(0.8)
    expect([...told!.ink]).toEqual([1, 0.5])
  })

  test('maps for other nets are not its own', () => {
    const canny = control.parse({ net: 'canny', map: ring.id })
    expect(sketchOf([canny], assetsOf(ring.files), { width: 8, height: 8 })).toBeNull()
  })
})

describe('a sketch told to the shipped model', () => {
  const settings = { prompt: 'a red bird', seed: 5, steps: 4 }
  const drawn = (controls: object[]) =>
    draw(shipped, { ...settings, conditions: conditions.parse({ controls }) }, { assets: ring.files })

  test('changes the picture, by its weight and in its steps', async () => {
    const none = await draw(shipped, settings)
    const full = await drawn([sketch()])
    const half = await drawn([sketch({ weight: 0.5 })])
    const late = await drawn([sketch({ from: 0.75 })])
    const never = await drawn([sketch({ from: 1 })])
    const off = (other: typeof none) => worstDifference(none.pictures[0]!, other.pictures[0]!)
    expect(off(never)).toBe(0)
    expect(off(late)).toBeGreaterThan(0)
    expect(off(full)).toBeGreaterThan(10)
    expect(worstDifference(half.pictures[0]!, full.pictures[0]!)).toBeGreaterThan(2)
  })

  test('an image that did not come along is named', async () => {
    const said = { ...settings, conditions: conditions.parse({ controls: [sketch()] }) }
    await expect(draw(shipped, said)).rejects.toThrow(/not at hand/)
  })
})
