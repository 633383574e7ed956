import { describe, expect, test } from 'vitest'
import { alignedTo } from '#engine/maps/align.ts'
import { eased, roomFor } from '#engine/maps/ease.ts'
import { principalPlaces } from '#engine/maps/pca.ts'
import { type Place, placePoints } from '#engine/maps/place.ts'
import { cpuNormals } from '#engine/random/cpu-normal.ts'

const never = new AbortController().signal
const width = 24

/** `each` points around each of three centres far from one another. */
function clusters(each: number) {
  const { normal } = cpuNormals(5n)
  const centres = [normal(width), normal(width), normal(width)]
  const kinds = Array.from({ length: 3 * each }, (_, i) => i % 3)
  const points = new Float32Array(kinds.length * width)
  kinds.forEach((kind, i) => {
    const noise = normal(width)
    for (let c = 0; c < width; c++) points[i * width + c] = 3 * centres[kind]![c]! + 0.3 * noise[c]!
  })
  return { kinds, points }
}

const distance = (positions: Float32Array, i: number, j: number) =>
  Math.hypot(positions[2 * i]! - positions[2 * j]!, positions[2 * i + 1]! - positions[2 * j + 1]!)

/** The share of points whose nearest neighbour on the map is of their own kind. */
function together(positions: Float32Array, kinds: number[]) {
  const own = kinds.filter((kind, i) => {
    const nearest = kinds
      .map((_, j) => j)
      .filter(j => j !== i)
      .sort((a, b) => distance(positions, i, a) - distance(positions, i, b))[0]!
    return kinds[nearest] === kind
  })
  return own.length / kinds.length
}

describe('a map', () => {
  test.each(['pca', 'umap'] as const)(
    'by %s puts together what is alike, within 0..1, and is the same each time',
    async method => {
      const { kinds, points } = clusters(20)
      const request = { points, width, method, seed: 1 }
      const { positions } = await placePoints(request, never)
      expect(positions).toHaveLength(120)
      expect(positions.every(value => value >= 0 && value <= 1)).toBe(true)
      expect(together(positions, kinds)).toBeGreaterThan(0.9)
      const again = await placePoints(request, never)
      expect(again.positions).toEqual(positions)
    },
  )

  test('no two thumbnails of a tight cluster lie over each other', async () => {
    const { points } = clusters(40)
    const { positions } = await placePoints({ points, width, method: 'umap', seed: 1 }, never)
    const room = roomFor(120)
    for (let i = 0; i < 120; i++)
      for (let j = 0; j < i; j++) {
        const apart = Math.max(
          Math.abs(positions[2 * i]! - positions[2 * j]!),
          Math.abs(positions[2 * i + 1]! - positions[2 * j + 1]!),
        )
        expect(apart).toBeGreaterThan(0.6 * room)
      }
  })

  test('points all the same part from one another; one alone lies in the middle', async () => {
    const same = await placePoints(
      { points: new Float32Array(9 * width).fill(1), width, method: 'pca', seed: 0 },
      never,
    )
    for (let i = 1; i < 9; i++) expect(distance(same.positions, 0, i)).toBeGreaterThan(0.02)
    const alone = await placePoints(
      { points: new Float32Array(width), width, method: 'umap', seed: 0 },
      never,
    )
    expect([...alone.positions]).toEqual([0.5, 0.5])
  })

  test('rows of another width and a cancel are told', async () => {
    const points = new Float32Array(width + 1)
    await expect(placePoints({ points, width, method: 'pca', seed: 0 }, never)).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const abort = new AbortController()
    const running = placePoints({ ...clusters(20), width, method: 'umap', seed: 0 }, abort.signal)
    abort.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
  })
})

test('the first axis is that of the largest spread, whether rows are many or wide', () => {
  const rows = (n: number, d: number) => {
    const { normal } = cpuNormals(3n)
    return Array.from({ length: n }, (_, i) => {
      const row = normal(d).map(value => value * 0.01)
      row[2]! += i
      row[1]! += (i % 2) * 3
      return row
    })
  }
  for (const [n, d] of [
    [40, 4],
    [12, 60],
  ] as const) {
    const places = principalPlaces(rows(n, d), 2)
    for (let i = 1; i < n; i++) expect(Math.abs(places.get(i, 0) - places.get(i - 1, 0))).toBeCloseTo(1, 0)
    expect(Math.max(...places.getColumn(1)) - Math.min(...places.getColumn(1))).toBeGreaterThan(2)
  }
})

test('turned and mirrored places come back to where they were', () => {
  const places: Place[] = [
    [0, 0],
    [1, 0],
    [0, 3],
    [-2, 1],
  ]
  const [cos, sin] = [Math.cos(2), Math.sin(2)]
  const turned = places.map(([x, y]): Place => [5 + x * cos + y * sin, x * sin - y * cos])
  const back = alignedTo(places, turned)
  const mean = [-0.25, 1]
  for (const [i, [x, y]] of places.entries()) {
    expect(back[i]![0]).toBeCloseTo(x - mean[0]!, 6)
    expect(back[i]![1]).toBeCloseTo(y - mean[1]!, 6)
  }
})

test('what has room already stays where it is', () => {
  const places: Place[] = [
    [0.1, 0.1],
    [0.9, 0.2],
    [0.5, 0.8],
  ]
  expect(eased(places, 0.2)).toEqual(places)
})
