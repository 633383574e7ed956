import { describe, expect, test } from 'vitest'
import { greeting, startersOf } from '../../../renderer/lib/starters.ts'

const subjects = [
  { word: 'robin', group: 'birds', also: [] },
  { word: 'cat', group: 'animals', also: ['cat face'] },
  { word: 'owl', group: 'birds', also: [] },
]
const some = startersOf({ subjects, words: [] })

test('starters come from every group in turn', () => {
  expect(some.map(({ title }) => title)).toEqual(['robin', 'cat', 'owl'])
})

describe('the first window', () => {
  test.each([
    ['loading', 'loading', undefined, []],
    ['noModel', 'ready', undefined, []],
    ['noModel', 'failed', undefined, []],
    ['noModel', 'ready', { problem: 'its U-Net is missing' }, some],
    ['words', 'ready', { problem: null }, []],
    ['text', 'ready', { problem: null }, some],
  ] as const)('says %s', (said, state, model, starters) =>
    expect(greeting(state, model, starters)).toBe(said),
  )
})
