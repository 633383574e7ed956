import { describe, expect, test } from 'vitest'
import { joins, stretches, tilesOf } from '#engine/tiles.ts'

describe('stretches', () => {
  test.each([
    [100, 32, 8],
    [33, 32, 8],
    [64, 64, 16],
    [257, 256, 32],
    [200, 64, 32],
    [90, 16, 4],
  ])('of %i cells in tiles of %i that share %i reach from end to end', (length, tile, overlap) => {
    const found = stretches(length, tile, overlap)
    expect(found[0]).toMatchObject({ at: 0, before: 0 })
    expect(found.at(-1)!.after).toBe(0)
    expect(found.at(-1)!.at + tile).toBe(Math.max(length, tile))
    for (const [i, { at, before }] of found.entries())
      if (i) {
        expect(found[i - 1]!.at + tile - at).toBe(before)
        expect(before).toBe(found[i - 1]!.after)
        expect(before).toBeGreaterThanOrEqual(overlap)
      }
    // No more tiles than are needed.
    expect(tile + (found.length - 2) * (tile - overlap)).toBeLessThan(length)
  })
})

describe.each(Object.keys(joins) as (keyof typeof joins)[])('tiles that meet in a %s fade', join => {
  test.each([
    [200, 150, 64, 16, 2],
    [65, 64, 64, 16, 1],
    [90, 17, 16, 4, 8],
    [40, 30, 64, 16, 4],
  ])(
    '%i x %i in tiles of %i that share %i count for 1 at each pixel',
    (width, height, side, overlap, scale) => {
      const tile = { width: Math.min(side, width), height: Math.min(side, height) }
      const tiles = tilesOf({ width, height }, { tile, overlap, join, scale })
      const sums = new Float32Array(width * height * scale * scale)
      for (const { left, top, across, down } of tiles)
        for (let y = 0; y < down.length; y++)
          for (let x = 0; x < across.length; x++) {
            const share = across[x]! * down[y]!
            if (!(share >= 0 && share <= 1)) throw new Error(`counts for ${share}`)
            sums[(top * scale + y) * width * scale + left * scale + x]! += share
          }
      expect(Math.max(...sums.map(sum => Math.abs(sum - 1)))).toBeLessThan(1e-6)
    },
  )
})

test('a narrow fade leaves the ends of a tile out, a wide one takes them in', () => {
  const width = 2 * 64 - 16
  const ends = (join: keyof typeof joins) => {
    const [first] = tilesOf(
      { width, height: 64 },
      { tile: { width: 64, height: 64 }, overlap: 16, join, scale: 1 },
    )
    return first!.across.filter(weight => weight > 0).length
  }
  expect(ends('narrow')).toBe(60)
  expect(ends('wide')).toBe(64)
})
