import { describe, expect, test } from 'vitest'
import { scheduleOf, textAt } from '#shared/prompt/schedule.ts'

/** What A1111's own documentation of its parser says (modules/prompt_parser.py), 10 steps. */
const documented: [string, [number, string][]][] = [
  ['test', [[10, 'test']]],
  [
    'a [b:3]',
    [
      [3, 'a '],
      [10, 'a b'],
    ],
  ],
  [
    'a [b: 3]',
    [
      [3, 'a '],
      [10, 'a b'],
    ],
  ],
  [
    'a [[[b]]:2]',
    [
      [2, 'a '],
      [10, 'a [[b]]'],
    ],
  ],
  [
    '[(a:2):3]',
    [
      [3, ''],
      [10, '(a:2)'],
    ],
  ],
  [
    'a [b : c : 1] d',
    [
      [1, 'a b  d'],
      [10, 'a  c  d'],
    ],
  ],
  [
    'a[b:[c:d:2]:1]e',
    [
      [1, 'abe'],
      [2, 'ace'],
      [10, 'ade'],
    ],
  ],
  ['a [unbalanced', [[10, 'a [unbalanced']]],
  [
    'a [b:.5] c',
    [
      [5, 'a  c'],
      [10, 'a b c'],
    ],
  ],
  [
    'a [{b|d{:.5] c',
    [
      [5, 'a  c'],
      [10, 'a {b|d{ c'],
    ],
  ],
  [
    '((a][:b:c [d:3]',
    [
      [3, '((a][:b:c '],
      [10, '((a][:b:c d'],
    ],
  ],
  ['[a|(b:1.1)]', Array.from({ length: 10 }, (_, i) => [i + 1, i % 2 ? '(b:1.1)' : 'a'])],
]

test.each(documented)('%s is scheduled as A1111 says', (text, expected) => {
  expect(scheduleOf(text, 10).map(({ until, text }) => [until, text])).toEqual(expected)
})

test('the example at the head of its parser, 100 steps', () => {
  const text =
    'fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75][ in foreground::0.6][ in background:0.25] [shoddy:masterful:0.5]'
  expect(scheduleOf(text, 100)).toEqual([
    { until: 25, text: 'fantasy landscape with a mountain and an oak in foreground shoddy' },
    { until: 50, text: 'fantasy landscape with a lake and an oak in foreground in background shoddy' },
    { until: 60, text: 'fantasy landscape with a lake and an oak in foreground in background masterful' },
    { until: 75, text: 'fantasy landscape with a lake and an oak in background masterful' },
    { until: 100, text: 'fantasy landscape with a lake and a christmas tree in background masterful' },
  ])
})

describe('step by step', () => {
  const seen = (text: string, steps: number) =>
    Array.from({ length: steps }, (_, i) => textAt(text, i + 1, steps))

  test('a share of the steps is cut to a whole one, and the words before it hold with it', () => {
    expect(seen('[a:b:0.5]', 5)).toEqual(['a', 'a', 'b', 'b', 'b'])
    expect(seen('[a:b:1]', 3)).toEqual(['a', 'b', 'b'])
    expect(seen('[a:b:99]', 2)).toEqual(['a', 'a'])
  })
  test('more than two take turns, and schedules lie within them', () => {
    expect(seen('[a|b|[c:d:3]]', 6)).toEqual(['a', 'b', 'c', 'a', 'b', 'd'])
  })
  test('escaped signs are no syntax', () => {
    expect(seen('\\[a:b:0.5\\]', 2)).toEqual(['\\[a:b:0.5\\]', '\\[a:b:0.5\\]'])
  })
  test('the same weights around what changes stay', () => {
    expect(seen('(a [b:c:0.5]:1.3)', 2)).toEqual(['(a b:1.3)', '(a c:1.3)'])
  })
})

test('the deepest nesting and the longest text end at once', () => {
  for (const text of [
    '['.repeat(20_000),
    '('.repeat(10_000) + ')'.repeat(10_000),
    '[a:'.repeat(6_000),
    '{'.repeat(20_000),
  ])
    expect(textAt(text, 1, 20)).toBe(text)
})
