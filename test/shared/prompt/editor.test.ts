import { describe, expect, test } from 'vitest'
import { changeWeight } from '#shared/prompt/change-weight.ts'
import { explainAt } from '#shared/prompt/explain.ts'
import { marksOf } from '#shared/prompt/marks.ts'
import { parsePrompt } from '#shared/prompt/parse.ts'
import { a1111Segments } from '#shared/prompt/segments.ts'

describe('marks', () => {
  const texts = [
    'a (red:1.3) [fox|owl] in [day:night:0.5] __place__ {a|b} <lora:x:1> # said\nBREAK AND \\(x\\)',
    '((a) [b: (c',
    'a) b] }',
    '',
  ]
  test.each(texts)('of "%s" cover it without a gap', text => {
    expect(
      marksOf(text)
        .map(({ start, end }) => text.slice(start, end))
        .join(''),
    ).toBe(text)
  })
  test.each(['a (red:1.3) fox', '((a)) [[b]] c', '(a [b] c:0.7) d', '((a b', '(a [b c'])(
    'of "%s" weigh as A1111 does',
    text => {
      const shown = new Map<string, number>()
      for (const { start, end, kind, weight } of marksOf(text))
        if (kind === 'words')
          for (const word of text.slice(start, end).match(/\w/g) ?? [])
            shown.set(word, Number(weight.toFixed(9)))
      const told = a1111Segments(text).flatMap(segment =>
        (segment!.text.match(/\w/g) ?? []).map(word => [word, Number(segment!.weight.toFixed(9))] as const),
      )
      expect([...shown]).toEqual([...new Map(told)])
    },
  )
})

describe('hints', () => {
  const hints = (text: string) =>
    parsePrompt(text).hints.map(({ start, end, message }) => [text.slice(start, end), message.slice(0, 34)])
  test.each<[string, string, string]>([
    ['a (b', '(', 'This bracket is never closed: ever'],
    ['a) b', ')', 'No bracket is open here: it is rea'],
    ['a {b', '{', 'This brace is never closed: it is '],
    ['(a: 1.3)', ': 1.3', 'This number is read as words: a we'],
    ['[a:b]', '[a:b]', 'Words that change need a time at t'],
    ['(a:13)', '(a:13)', 'A weight of 13 mostly spoils a pic'],
  ])('of %s', (text, part, message) => {
    expect(hints(text)).toEqual([[part, message]])
  })
  test('there are none where all is well', () => {
    expect(hints('a (b:1.2) [c] [d:e:0.5] [f|g] {h|i} __j__ \\( \\]')).toEqual([])
  })
})

test.each<[string, string, string | null]>([
  ['a (bl|ue:1.3) fox', 'x', 'blue: weighted 1.3'],
  ['((bl|ue))', 'x', 'blue: weighted 1.1, 1.21 in all'],
  ['[day:ni|ght:0.25]', 'x', 'day until 25 % of the steps, then night'],
  ['[:ni|ght:8]', 'x', 'nothing until step 8, then night'],
  ['[a#b]'.replace('#', '|'), 'a', 'a, then b: in turn, step by step'],
  ['{red/b|lue}'.replace('/', '|'), 'x', 'One of red, blue, by the seed'],
  ['__pl|ace__', 'x', 'A line of the list place, by the seed'],
  ['a f|ox', 'x', null],
])('%s is explained', (text, _, expected) => {
  const at = text === '[a|b]' ? 1 : text.startsWith('{') ? 5 : text.indexOf('|')
  const plain = text === '[a|b]' ? text : text.startsWith('{') ? '{red|blue}' : text.replace('|', '')
  expect(explainAt(plain, at)).toBe(expected)
})

describe('the weight of what is chosen', () => {
  const change = (text: string, up: boolean) => {
    const [start, last] = [text.indexOf('«'), text.indexOf('»')]
    const caret = text.indexOf('^')
    const plain = text.replace(/[«»^]/g, '')
    const edited =
      start < 0 ? changeWeight(plain, caret, caret, up) : changeWeight(plain, start, last - 1, up)
    return (
      edited &&
      `${edited.text.slice(0, edited.start)}«${edited.text.slice(edited.start, edited.end)}»${edited.text.slice(edited.end)}`
    )
  }
  test.each<[string, boolean, string | null]>([
    ['a re^d fox', true, 'a («red»:1.1) fox'],
    ['a red^, fox', false, 'a («red»:0.9), fox'],
    ['a («red»:1.1) fox', true, 'a («red»:1.2) fox'],
    ['a («red»:1.1) fox', false, 'a «red» fox'],
    ['a (r^ed:1.9) fox', true, 'a («red»:2.0) fox'],
    ['a («red» bird:1.2) fox', true, 'a ((«red»:1.1) bird:1.2) fox'],
    ['a « red fox »', true, 'a  («red fox»:1.1) '],
    ['(red)^', true, null],
    ['[r^ed]', true, '(«red»:1.01)'],
    ['a <lora:f^ur:0.8>', true, 'a «<lora:fur:0.85>»'],
    ['a <lora:f^ur>', false, 'a «<lora:fur:0.95>»'],
    ['a ^ b', true, null],
  ])('%s', (text, up, expected) => {
    expect(change(text, up)).toBe(expected)
  })
})
