import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lookAlikes } from '../../../renderer/lib/look-alikes.ts'
import { density, densityPad } from '../../../renderer/lib/map-density.ts'
import { nearest, neighbour, type Place, waitingPlace } from '../../../renderer/lib/map-points.ts'
import { isOn, spotAt } from '../../../renderer/lib/map-spot.ts'
import { onThread, threadsOf } from '../../../renderer/lib/map-threads.ts'

const places = fc.array(
  fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 60 },
)
const far = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)
/** As `nearest` sorts by: places whose squares are alike may have roots that differ in the last bit. */
const square = (a: Place, b: Place) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2

describe('points', () => {
  test('the nearest are those of a full sort', () =>
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 9 }), (points, k) => {
        const at = { x: 0.4, y: 0.6 }
        const found = nearest(points, at, k).map(index => square(points[index]!, at))
        const all = points.map(point => square(point, at)).sort((a, b) => a - b)
        expect(found).toEqual(all.slice(0, k))
      }),
      {
        examples: [
          [
            [
              { x: 0.9999999999999993, y: 0 },
              { x: 0.9999999999999992, y: 0 },
            ],
            1,
          ],
        ],
      },
    ))
  test('some can be left out', () => {
    expect(
      nearest(
        [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        { x: 0, y: 0 },
        2,
        index => index === 0,
      ),
    ).toEqual([1])
  })
  test('waiting, none lies upon another and all lie in the square', () => {
    const points = Array.from({ length: 256 }, (_, n) => waitingPlace(n, 256))
    for (const [at, point] of points.entries()) {
      expect(Math.min(point.x, point.y, 1 - point.x, 1 - point.y)).toBeGreaterThan(0)
      const [next] = nearest(points, point, 1, index => index === at)
      expect(far(points[next!]!, point)).toBeGreaterThan(0.03)
    }
  })
  test('an arrow goes straight ahead rather than to what is nearest aside, and nowhere at the edge', () => {
    const points = [
      { x: 0.5, y: 0.5 },
      { x: 0.7, y: 0.5 },
      { x: 0.55, y: 0.62 },
      { x: 0.5, y: 0.2 },
    ]
    expect(neighbour(points, 0, 'ArrowRight')).toBe(1)
    expect(neighbour(points, 0, 'ArrowDown')).toBe(2)
    expect(neighbour(points, 0, 'ArrowUp')).toBe(3)
    expect(neighbour(points, 0, 'ArrowLeft')).toBe(null)
  })
})

describe('threads', () => {
  test('lead between neighbours, never past another one', () =>
    fc.assert(
      fc.property(places, points => {
        const lone = points.filter((point, at) => points.findIndex(one => far(one, point) < 1e-6) === at)
        for (const [a, b] of threadsOf(lone)) {
          const [p, q] = [lone[a]!, lone[b]!]
          const middle = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }
          const between = lone.filter(
            (point, at) => at !== a && at !== b && far(point, middle) < (far(p, q) / 2) * (1 - 1e-6),
          )
          expect(between).toEqual([])
        }
      }),
    ))
  test('each pair once, and every point with its nearest', () => {
    const points = Array.from({ length: 80 }, (_, n) => waitingPlace(n, 80))
    const threads = threadsOf(points)
    expect(new Set(threads.map(pair => [...pair].sort((a, b) => a - b).join(' '))).size).toBe(threads.length)
    for (const [at, point] of points.entries()) {
      const [next] = nearest(points, point, 1, index => index === at)
      expect(threads.some(pair => pair.includes(at) && pair.includes(next!))).toBe(true)
    }
  })
  test('leave out what is to be left out', () => {
    const points = [0, 0.5, 1].map(x => ({ x, y: 0 }))
    expect(threadsOf(points)).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(threadsOf(points, index => index === 1)).toEqual([[0, 2]])
  })
  test('a place on one is told by how far along it lies', () => {
    const [p, q] = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ]
    expect(onThread(p, q, { x: 0.25, y: 0.1 })).toEqual({ t: 0.25, far: 0.1 })
    expect(onThread(p, q, { x: -3, y: 4 })).toEqual({ t: 0, far: 5 })
  })
})

describe('what lies under a pointer', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0.05, y: 0 },
  ]
  const at = (x: number, y: number) => spotAt(points, [[0, 1]], { x, y }, 0.1, 0.02)
  test.each([
    ['a roll, the nearer of two that overlap', at(0.01, 0.02), { kind: 'roll', index: 0 }],
    ['a roll by its corner', at(0.14, 0.09), { kind: 'roll', index: 2 }],
    ['a point between two', at(0.6, 0.01), { kind: 'between', from: 0, to: 1, t: 0.6 }],
    ['nothing', at(0.6, 0.3), { kind: 'empty', at: { x: 0.6, y: 0.3 } }],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected))
  test('is gone once the map has fewer rolls', () => {
    const spots = [at(0.01, 0.02), at(0.6, 0.01), at(0.6, 0.3)]
    expect([0, 1, 2].map(n => spots.map(spot => isOn(spot, n)))).toEqual([
      [false, false, true],
      [true, false, true],
      [true, true, true],
    ])
  })
})

describe('the shading', () => {
  const cells = 64
  const cell = (grid: Float32Array, x: number, y: number) => {
    const at = (v: number) => Math.floor(((v + densityPad) / (1 + 2 * densityPad)) * cells)
    return grid[at(y) * cells + at(x)]!
  }
  const grid = density(
    Array.from({ length: 400 }, (_, n) => {
      const place = { x: ((n % 20) + 0.5) / 20, y: (Math.floor(n / 20) + 0.5) / 20 }
      return { place, weight: place.x < 0.5 ? 0.3 : 0 }
    }),
    cells,
  )
  test('is of the weight that lies around, however many bear it', () => {
    expect(cell(grid, 0.2, 0.5)).toBeCloseTo(0.3, 2)
    expect(cell(grid, 0.8, 0.5)).toBeCloseTo(0, 2)
  })
  test('fades where nothing lies', () => expect(cell(grid, -0.25, 0.5)).toBeLessThan(0.01))
  test('of nothing is nothing', () => expect(Math.max(...density([], 8))).toBe(0))
})

describe('look-alikes', () => {
  const unit = (degrees: number) =>
    new Float32Array([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)])
  const atOnce = () => undefined
  test('are many where pictures repeat, and few where each is of its own', async () => {
    const heap = Array.from({ length: 12 }, (_, n) => unit(n * 0.1))
    const alone = [60, 120, 180, 240].map(unit)
    const found = await lookAlikes([...heap, ...alone, ...[90, 150, 210, 270, 300].map(unit)], atOnce)
    expect(found.slice(0, 12)).toEqual(heap.map(() => expect.closeTo(11 / 20)))
    expect(found[14]).toBeLessThan(0.25)
  })
  test('most of all rolls may be the same', async () => {
    const heap = Array.from({ length: 70 }, (_, n) => unit(n * 0.05))
    const others = Array.from({ length: 30 }, (_, n) => unit(60 + n * 9))
    const found = await lookAlikes([...heap, ...others], atOnce)
    expect(found[0]).toBeGreaterThan(0.65)
  })
  test('of two or fewer nothing can be said', () =>
    expect(lookAlikes([unit(0), unit(0)], atOnce)).resolves.toEqual([0, 0]))
})
