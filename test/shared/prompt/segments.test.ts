import { describe, expect, test } from 'vitest'
import { a1111Segments, comfyuiSegments, type Segment } from '#shared/prompt/segments.ts'

const pairs = (segments: readonly Segment[]) =>
  segments.map(segment => segment && [segment.text, Number(segment.weight.toFixed(6))])

/** What A1111's own documentation of its parser says (modules/prompt_parser.py). */
const documented: [string, [string, number][]][] = [
  ['normal text', [['normal text', 1]]],
  [
    'an (important) word',
    [
      ['an ', 1],
      ['important', 1.1],
      [' word', 1],
    ],
  ],
  ['(unbalanced', [['unbalanced', 1.1]]],
  ['\\(literal\\]', [['(literal]', 1]]],
  ['(unnecessary)(parens)', [['unnecessaryparens', 1.1]]],
  [
    'a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).',
    [
      ['a ', 1],
      ['house', 1.573],
      [' ', 1.1],
      ['on', 1],
      [' a ', 1.1],
      ['hill', 0.55],
      [', sun, ', 1.1],
      ['sky', 1.4641],
      ['.', 1.1],
    ],
  ],
  ['', [['', 1]]],
]

describe('A1111', () => {
  test.each(documented)('%s', (text, expected) => {
    expect(pairs(a1111Segments(text))).toEqual(expected)
  })
  test('square brackets weigh less', () => {
    expect(pairs(a1111Segments('[[x]]'))).toEqual([['x', 0.826446]])
  })
  test('BREAK ends a window, white space around it goes', () => {
    expect(pairs(a1111Segments('a  BREAK\nb'))).toEqual([['a', 1], null, ['b', 1]])
    expect(pairs(a1111Segments('BREAKFAST'))).toEqual([['BREAKFAST', 1]])
  })
  test('a number is a weight only right before its bracket', () => {
    expect(pairs(a1111Segments('(a: 1.3)'))).toEqual([['a: 1.3', 1.1]])
    expect(pairs(a1111Segments('at 10:30)'))).toEqual([['at 10:30)', 1]])
    expect(pairs(a1111Segments('(a:-0.5)'))).toEqual([['a', -0.5]])
  })
})

describe('ComfyUI', () => {
  test.each<[string, [string, number][]]>([
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['((x))', [['x', 1.21]]],
    [
      '((a:1.3) b)',
      [
        ['a', 1.3],
        [' b', 1.1],
      ],
    ],
    ['(a:1.5e1)', [['a', 15]]],
    ['[x] BREAK', [['[x] BREAK', 1]]],
    ['\\(x\\)', [['(x)', 1]]],
    ['a) b (c)', [['a) b (c)', 1]]],
    ['(:1.3)', [[':1.3', 1.1]]],
  ])('%s', (text, expected) => {
    expect(pairs(comfyuiSegments(text))).toEqual(expected)
  })
})
