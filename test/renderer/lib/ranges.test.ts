import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pagesFor, RangeCache } from '../../../renderer/lib/ranges.ts'

const page = (n: number, size = 10) => Array.from({ length: size }, (_, i) => n * size + i)

describe('pages of rows', () => {
  test('cover what is in sight', () => {
    expect(pagesFor(0, 10, 10)).toEqual([0])
    expect(pagesFor(9, 11, 10)).toEqual([0, 1])
    expect(pagesFor(-5, 5, 10)).toEqual([0])
    expect(pagesFor(5, 5, 10)).toEqual([0])
  })
})

describe('the cache', () => {
  test('is asked once and then answers', () => {
    const cache = new RangeCache<number>(10, 3)
    expect(cache.wanted(0, 15)).toEqual([0, 1])
    cache.put(0, page(0))
    expect(cache.wanted(0, 15)).toEqual([1])
    expect(cache.at(7)).toBe(7)
    expect(cache.at(17)).toBe(undefined)
  })
  test('stale rows are shown and asked for again', () => {
    const cache = new RangeCache<number>(10, 3)
    cache.put(0, page(0))
    cache.stale()
    expect(cache.at(3)).toBe(3)
    expect(cache.wanted(0, 5)).toEqual([0])
  })
  test('the least recently used page goes first', () => {
    const cache = new RangeCache<number>(10, 2)
    cache.put(0, page(0))
    cache.put(1, page(1))
    cache.wanted(0, 1)
    cache.put(2, page(2))
    expect(cache.at(0)).toBe(0)
    expect(cache.at(10)).toBe(undefined)
  })
  test('never holds more than it may, whatever is scrolled', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), offsets => {
        const cache = new RangeCache<number>(100, 24)
        for (const from of offsets) for (const n of cache.wanted(from, from + 60)) cache.put(n, page(n, 100))
        expect(cache.held).toBeLessThanOrEqual(24)
        const last = offsets.at(-1)
        if (last !== undefined) expect(cache.at(last)).toBe(last)
      }),
    ))
  test('finds and changes rows', () => {
    const cache = new RangeCache<number>(10, 3)
    cache.put(4, page(4))
    expect(cache.find(row => row === 42)).toBe(42)
    cache.map(row => -row)
    expect(cache.at(42)).toBe(-42)
    expect(cache.find(row => row === 42)).toBe(-1)
  })
})
