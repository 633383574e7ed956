import { expect, test } from 'vitest'
import { softEdge } from '#shared/edges/soft-edge.ts'
import { disc, noise, picture } from './pictures.ts'

test('an edge is a soft band, brightest at its middle', () => {
  const soft = softEdge(picture(96, 96, disc(48, 48, 25)))
  const row = [...soft.subarray(48 * 96 + 48, 48 * 96 + 96)]
  const peak = row.indexOf(Math.max(...row))
  expect(Math.abs(peak - 25)).toBeLessThanOrEqual(1)
  for (let x = peak; x < peak + 10; x++) expect(row[x + 1]!).toBeLessThanOrEqual(row[x]!)
  expect(row[peak + 2]!).toBeGreaterThan(20)
  expect(row[0]).toBe(0)
})

test('a stronger contrast is brighter', () => {
  const peak = (contrast: number) =>
    Math.max(...softEdge(picture(48, 48, x => (x < 24 ? 0.5 : 0.5 + contrast))))
  expect(peak(0.1)).toBeLessThan(peak(0.2))
  expect(peak(0.2)).toBeLessThan(peak(0.5))
  expect(peak(0.5)).toBeGreaterThan(180)
})

test('faint noise is hardly seen', () => {
  const random = noise()
  const soft = softEdge(picture(96, 96, () => 0.5 + 0.03 * random()))
  expect(soft.reduce((a, b) => a + b, 0) / soft.length).toBeLessThan(3)
})
