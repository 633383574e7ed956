import { expect, test } from 'vitest'
import { commit, feedPlace, sourceDate } from '../../packaging/built-from.ts'

test('a build is dated by SOURCE_DATE_EPOCH, else by its commit', () => {
  expect(sourceDate({ SOURCE_DATE_EPOCH: '1700000000' })).toBe('1700000000')
  expect(Number(sourceDate({}))).toBeGreaterThanOrEqual(0)
  expect(() => sourceDate({ SOURCE_DATE_EPOCH: 'yesterday' })).toThrow(/whole seconds/)
})

test('a commit is ten digits, and a plus where files differ from it', () => {
  expect(commit()).toMatch(/^([0-9a-f]{10}\+?)?$/)
})

test('a feed is named whole and by https, or not at all', () => {
  expect(feedPlace({})).toBeNull()
  expect(() => feedPlace({ REROLL_FEED_URL: 'https://a.invalid/' })).toThrow(/both/)
  expect(() => feedPlace({ REROLL_FEED_URL: 'http://a.invalid/', REROLL_FEED_KEY: 'k' })).toThrow(/https/)
  const place = { url: 'https://a.invalid/', key: 'k' }
  expect(feedPlace({ REROLL_FEED_URL: place.url, REROLL_FEED_KEY: place.key })).toEqual(place)
})
