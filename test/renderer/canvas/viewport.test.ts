import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { svgOf } from '../../../renderer/canvas/files/svg.ts'
import { fitted, toPage, toWindow, turned, zoomed } from '../../../renderer/canvas/stage/viewport.ts'
import { exampleDrawing } from '../../../shared/canvas/example.ts'
import { record } from '../../../shared/canvas/records.ts'

const viewports = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
  rotation: fc.integer({ min: -180, max: 180 }),
})
const points = fc.record({ x: fc.integer({ min: -500, max: 3000 }), y: fc.integer({ min: -500, max: 3000 }) })

describe('the view', () => {
  test('there and back is the same place', () => {
    fc.assert(
      fc.property(viewports, points, (viewport, point) => {
        const back = toPage(viewport, toWindow(viewport, point))
        expect(Math.hypot(back.x - point.x, back.y - point.y)).toBeLessThan(1e-6)
      }),
    )
  })

  test('zooming and turning leave what is under the hand where it is', () => {
    fc.assert(
      fc.property(viewports, points, fc.double({ min: 0.5, max: 2, noNaN: true }), (viewport, at, factor) => {
        const under = toPage(viewport, at)
        for (const next of [zoomed(viewport, factor, at), turned(viewport, 30 * factor, at)]) {
          const now = toWindow(next, under)
          expect(Math.hypot(now.x - at.x, now.y - at.y)).toBeLessThan(1e-5)
        }
      }),
    )
  })

  test('fitting shows the whole page upright in the middle', () => {
    const view = fitted({ x: 0, y: 0, width: 1000, height: 500 }, { width: 564, height: 764 })
    expect(view).toMatchObject({ scale: 0.5, rotation: 0 })
    expect(toWindow(view, { x: 500, y: 250 })).toEqual({ x: 282, y: 382 })
  })
})

describe('the example', () => {
  let count = 0
  const drawing = exampleDrawing(() => `id${++count}`)

  test('is a whole drawing with a sketch, a patch of colour and two regions', () => {
    for (const one of drawing) expect(record.safeParse(one).success).toBe(true)
    const roles = drawing.flatMap(one => (one.kind === 'layer' ? [one.role] : []))
    expect(roles).toEqual(['region', 'region', 'colour', 'sketch'])
  })

  test('as SVG it has a group for each layer and a path for each stroke and shape', () => {
    const svg = svgOf(new Map(drawing.map(one => [one.id, one])))
    const items = drawing.filter(one => one.kind === 'stroke' || one.kind === 'shape').length
    expect(svg.match(/<g[ >]/g)?.length).toBe(4)
    expect(svg.match(/<path /g)?.length).toBe(items)
    expect(svg).not.toMatch(/NaN|undefined/)
  })
})
