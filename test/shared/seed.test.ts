import { expect, test } from 'vitest'
import { seed, seedAfter } from '#shared/seed.ts'

const largest = (2n ** 64n - 1n).toString()

test('whole numbers and digits up to 2^64 - 1 are seeds', () => {
  expect(seed.parse(7)).toBe(7)
  expect(seed.parse('7')).toBe(7)
  expect(seed.parse('0007')).toBe(7)
  expect(seed.parse(largest)).toBe(largest)
})

test.each([
  -1,
  1.5,
  Number.NaN,
  2 ** 64,
  '-1',
  '1e3',
  '',
  ' 7',
  '18446744073709551616',
  '99999999999999999999',
  null,
])('%s is no seed', value => {
  expect(seed.safeParse(value).success).toBe(false)
})

test('the next seed is exact beyond 2^53 and wraps at 2^64', () => {
  expect(seedAfter(7, 2)).toBe(9)
  expect(seedAfter(Number.MAX_SAFE_INTEGER, 1)).toBe('9007199254740992')
  expect(seedAfter('9007199254740992', 1)).toBe('9007199254740993')
  expect(seedAfter(largest, 1)).toBe(0)
})
