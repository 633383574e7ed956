import { expect, test } from 'vitest'
import { byteCache } from '#main/studio/files/byte-cache.ts'

test('what was asked for last stays, as long as all of it fits', () => {
  const cache = byteCache<string>(10)
  cache.put('a', 'A', 4)
  cache.put('b', 'B', 4)
  expect(cache.get('a')).toBe('A')
  cache.put('c', 'C', 4)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C'])
})

test('put again it counts once; what is too large for all is not kept', () => {
  const cache = byteCache<string>(10)
  cache.put('a', 'A', 6)
  cache.put('a', 'A2', 6)
  cache.put('b', 'B', 4)
  expect([cache.get('a'), cache.get('b')]).toEqual(['A2', 'B'])
  cache.put('c', 'C', 11)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, undefined, undefined])
})
