import { expect, test } from 'vitest'
import { heldCache } from '../../../renderer/lib/held-cache.ts'

test('over the most, the one used longest ago goes', () => {
  const gone: string[] = []
  const cache = heldCache<string>(2, value => gone.push(value))
  cache.put('a', 'A')
  cache.put('b', 'B')
  cache.get('a')
  cache.put('c', 'C')
  expect([gone, cache.has('a'), cache.has('b')]).toEqual([['B'], true, false])
})

test('what is held stays, until the last hand lets go', () => {
  const gone: string[] = []
  const cache = heldCache<string>(1, value => gone.push(value))
  cache.hold('a')
  cache.hold('a')
  cache.put('a', 'A')
  cache.put('b', 'B')
  expect(gone).toEqual(['B'])
  cache.hold('c')
  cache.put('c', 'C')
  cache.release('a')
  expect(gone).toEqual(['B'])
  cache.release('a')
  expect([gone, cache.size()]).toEqual([['B', 'A'], 1])
})

test('a second value of a key is let go, not the first', () => {
  const gone: string[] = []
  const cache = heldCache<string>(2, value => gone.push(value))
  cache.put('a', 'first')
  cache.put('a', 'second')
  expect([gone, cache.get('a')]).toEqual([['second'], 'first'])
})
