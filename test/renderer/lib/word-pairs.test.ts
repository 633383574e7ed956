import { describe, expect, test } from 'vitest'
import { lexicon } from '../../../renderer/lib/vocabulary.ts'
import { goodPairs, offers, pairOf } from '../../../renderer/lib/word-pairs.ts'

describe('a pair', () => {
  test.each([
    ['small | large', { less: 'small', more: 'large' }],
    ['line drawing|painting', { less: 'line drawing', more: 'painting' }],
    ['day/night', { less: 'day', more: 'night' }],
    ['day to night', { less: 'day', more: 'night' }],
    ['day → night', { less: 'day', more: 'night' }],
    ['close-up | wide shot', { less: 'close-up', more: 'wide shot' }],
    ['small', null],
    ['small |', null],
    ['| large', null],
    ['same | same', null],
    ['a | b | c', null],
    ['potato', null],
  ])('%s', (text, pair) => {
    expect(pairOf(text)).toEqual(pair)
  })
  test('every row of the table is one', () => {
    expect(goodPairs.length).toBeGreaterThan(15)
    expect(goodPairs.every(pair => pair !== null)).toBe(true)
  })
})

describe('what is offered', () => {
  const words = lexicon({
    subjects: [{ word: 'bird', group: 'birds', also: [] }],
    words: [
      { kind: 'sizes', words: ['small', 'large'] },
      { kind: 'colours', words: ['red', 'blue', 'green'] },
    ],
  })
  test('only what the model understands', () => {
    expect(offers('', words)).toEqual(['small | large', 'blue | red'])
  })
  test('everything to a model that takes any words, up to as many as fit', () => {
    expect(offers('', null, 3)).toHaveLength(3)
    expect(offers('', null, 100)).toContain('day | night')
  })
  test('what was begun', () => {
    expect(offers('dra', null)).toEqual(['line drawing | painting'])
  })
  test('once one side stands, words of its kind for the other', () => {
    expect(offers('red |', words)).toEqual(['red | blue', 'red | green', 'blue | red'])
    expect(offers('red | g', words)).toEqual(['red | green', 'blue | red'])
  })
  test('not what stands there already', () => {
    expect(offers('small | large', words)).toEqual([])
  })
})
