import { expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { inWindow } from '#engine/conditions/in-window.ts'
import type { Model } from '#engine/model/open.ts'
import type { Settings } from '#shared/generation.ts'
import { settingsOf } from '../trajectory/fake-walk.ts'
import { filesOf, idOf, png } from './assets-for-tests.ts'

const model = { rule: { latentScale: 8 }, inpaints: false } as unknown as Model
const image = png(200, 100, 3, () => 90)
// With 20 pixels around it: from 80 to 140 across, from 20 to 80 down.
const mask = png(200, 100, 1, (x, y) => (x >= 100 && x < 120 && y >= 40 && y < 60 ? 255 : 0))
const map = png(100, 50, 1, x => (x >= 50 ? 255 : 0))
const assets = assetsOf(filesOf(image, mask, map))

const told = (padding: number | null) => {
  const rectangle = (x: number, y: number, width: number, height: number) => ({
    words: 'a pond',
    rectangle: { x, y, width, height },
  })
  const asked = settingsOf({
    width: 64,
    height: 64,
    conditions: {
      start: { image: idOf(image), mask: idOf(mask), padding },
      controls: [{ net: 'sketch', map: idOf(map) }],
      regions: [rectangle(0.5, 0, 0.5, 1), rectangle(0, 0, 0.2, 1)],
    } as unknown as Settings['conditions'],
  })
  return inWindow(model, asked, assets)
}

test('sketches and regions are cut to the part that is drawn', () => {
  const { regions, seen, controls } = told(20)
  expect(regions).toHaveLength(1)
  const { x, y, width, height } = regions[0]!.rectangle!
  expect([x, y, width, height].map(share => Math.round(share * 1000))).toEqual([333, 0, 667, 1000])
  expect(regions[0]!.feather).toBeCloseTo(0.03 / 0.3, 5)
  const grey = seen.grey(controls[0]!.map, 3, 1)
  expect([...grey].map(value => Math.round(value * 10))).toEqual([0, 10, 10])
})

test('and are left as they are where all is drawn', () => {
  const { regions, seen } = told(null)
  expect(regions).toHaveLength(2)
  expect(seen).toBe(assets)
})
