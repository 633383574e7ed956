import { expect, test } from 'vitest'
import { inverseDct } from '#engine/random/dct.ts'
import { changeCurve } from '#engine/trajectory/change-curve.ts'

const dims = [2, 8, 8] as const
/** Both channels the same wave, so strong. */
const wave = (v: number, u: number, strength: number) => {
  const waves = new Float64Array(64)
  waves[v * 8 + u] = strength
  const plane = inverseDct(waves, 8, 8)
  return Float32Array.from([...plane, ...plane])
}
const sum = (...parts: Float32Array[]) =>
  parts[0]!.map((_, i) => parts.reduce((total, part) => total + part[i]!, 0))

test('slow waves are layout, fast ones texture, each by the length of its change', () => {
  const predicted = [
    sum(wave(0, 1, 1), wave(7, 7, 1)),
    sum(wave(0, 1, 4), wave(7, 7, 1)),
    sum(wave(0, 1, 4), wave(7, 7, 2)),
    sum(wave(0, 1, 5), wave(7, 7, 5)),
  ]
  const { layout, texture, layoutDone, textureDone } = changeCurve(predicted, dims)
  for (const [i, share] of [0, 0.75, 0, 0.25].entries()) expect(layout[i]).toBeCloseTo(share, 5)
  for (const [i, share] of [0, 0, 0.25, 0.75].entries()) expect(texture[i]).toBeCloseTo(share, 5)
  expect([layoutDone, textureDone]).toEqual([4, 4])
})

test('marks the step after which nine tenths are done', () => {
  const at = [0, 5, 9.1, 9.5, 10].map(strength => wave(1, 0, strength))
  expect(changeCurve(at, dims)).toMatchObject({ layoutDone: 3 })
})

test('of one step, or where nothing changes, all is done at once', () => {
  expect(changeCurve([wave(0, 0, 1)], dims)).toEqual({
    layout: [0],
    texture: [0],
    layoutDone: 1,
    textureDone: 1,
  })
  const still = [wave(2, 2, 1), wave(2, 2, 1)]
  expect(changeCurve(still, dims)).toEqual({ layout: [0, 0], texture: [0, 0], layoutDone: 1, textureDone: 1 })
})
