import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fitMap,
  mapZoom,
  panMap,
  reveal,
  sideFor,
  toMap,
  toScreen,
  zoomMap,
  zoomOf,
} from '../../../renderer/lib/map-view.ts'

const room = { width: 1000, height: 700 }

describe('the view of the map', () => {
  test('shows all of it in the middle', () => {
    const [from, to] = [toScreen(fitMap(room), { x: 0, y: 0 }), toScreen(fitMap(room), { x: 1, y: 1 })]
    expect((from.x + to.x) / 2).toBe(500)
    expect(Math.min(from.x, from.y, room.width - to.x, room.height - to.y)).toBeGreaterThan(24)
  })
  test('screen and map are each other the other way round', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.6, max: 9, noNaN: true }),
        (x, factor) => {
          const view = zoomMap(fitMap(room), room, factor)
          expect(toMap(view, toScreen(view, { x, y: 0.3 })).x).toBeCloseTo(x, 9)
        },
      ),
    ))
  test('zooming holds still what is under the pointer, within its limits', () => {
    const at = { x: 430, y: 300 }
    const before = toMap(fitMap(room), at)
    const near = zoomMap(fitMap(room), room, 3, at)
    expect(toScreen(near, before).x).toBeCloseTo(at.x, 6)
    expect(toScreen(near, before).y).toBeCloseTo(at.y, 6)
    expect(zoomOf(zoomMap(near, room, 1e6), room)).toBeCloseTo(mapZoom.max)
    expect(zoomOf(zoomMap(near, room, 1e-6), room)).toBeCloseTo(mapZoom.min)
  })
  test('panning never loses the map', () => {
    for (const [dx, dy] of [
      [1e5, 1e5],
      [-1e5, -1e5],
    ] as const) {
      const view = panMap(fitMap(room), room, dx, dy)
      const [a, b] = [toScreen(view, { x: 0, y: 0 }), toScreen(view, { x: 1, y: 1 })]
      expect(a.x < room.width && b.x > 0 && a.y < room.height && b.y > 0).toBe(true)
    }
  })
  test('a place out of sight is brought into the middle, one in sight is left', () => {
    const near = zoomMap(fitMap(room), room, 8, { x: 500, y: 350 })
    expect(reveal(near, room, { x: 0.5, y: 0.5 })).toBe(near)
    const { x, y } = toScreen(reveal(near, room, { x: 0.9, y: 0.8 }), { x: 0.9, y: 0.8 })
    expect([Math.round(x), Math.round(y)]).toEqual([500, 350])
  })
  test('thumbnails grow with the zoom, more slowly than the map, and are smaller the more there are', () => {
    expect(sideFor(1000, room, 1)).toBeLessThan(sideFor(100, room, 1))
    expect(sideFor(1000, room, 1)).toBeGreaterThanOrEqual(14)
    const grown = sideFor(256, room, 4) / sideFor(256, room, 1)
    expect(grown).toBeGreaterThan(1.5)
    expect(grown).toBeLessThan(4)
    expect(sideFor(256, room, 40)).toBe(168)
  })
})
