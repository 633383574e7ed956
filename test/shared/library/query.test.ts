import { describe, expect, test } from 'vitest'
import { mostQuery, parseQuery, withoutTerm, withTerm } from '#shared/library/query.ts'
import { dateRange } from '#shared/library/query-dates.ts'
import { queryFields } from '#shared/library/query-fields.ts'
import { wishesOf } from '#shared/library/query-meaning.ts'

const now = new Date(2026, 10, 30, 15, 30).getTime()
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime()
const terms = (text: string) =>
  parseQuery(text, now).terms.map(({ field, not, values }) => [not ? `-${field}` : field, ...values])
const words = (text: string) => ({ kind: 'words', text })
const range = (from: number | null, to: number | null) => ({ kind: 'range', from, to })

describe('a query', () => {
  test('words are to be found anywhere, quoted ones together, a minus turns them round', () => {
    expect(terms('red bird -fox "two owls" -"at night"')).toEqual([
      ['text', words('red')],
      ['text', words('bird')],
      ['-text', words('fox')],
      ['text', words('two owls')],
      ['-text', words('at night')],
    ])
  })

  test('fields by their names and other names, values after commas are alternatives', () => {
    expect(terms('cfg:4 no:frame tag:owl,"two owls" rating:>=3')).toEqual([
      ['guidance', range(4, 4)],
      ['negative', words('frame')],
      ['tag', { kind: 'name', text: 'owl' }, { kind: 'name', text: 'two owls' }],
      ['stars', range(3, null)],
    ])
  })

  test('numbers may be compared, seeds are whole whatever their size, sizes have two sides or one', () => {
    expect(
      terms('steps:10..20 steps:..8 seed:007 seed:18446744073709551615 size:512x768 size:>=512'),
    ).toEqual([
      ['steps', range(10, 20)],
      ['steps', range(null, 8)],
      ['seed', { kind: 'seed', text: '7' }],
      ['seed', { kind: 'seed', text: '18446744073709551615' }],
      ['size', { kind: 'size', width: 512, height: 768 }],
      ['size', range(512, null)],
    ])
    const [{ values: [above] = [] } = {}] = parseQuery('steps:>8', now).terms
    expect(above).toMatchObject({ kind: 'range', to: null })
    expect((above as { from: number }).from).toBeGreaterThan(8)
  })

  test('all of a text, to the letter', () => {
    expect(terms('prompt:="a red bird, at night" note:=x')).toEqual([
      ['prompt', { kind: 'exact', text: 'a red bird, at night' }],
      ['note', { kind: 'exact', text: 'x' }],
    ])
    expect(terms(withTerm('', 'prompt', 'a fox', true))).toEqual([
      ['prompt', { kind: 'exact', text: 'a fox' }],
    ])
  })

  test('what is no field is a word of the prompt', () => {
    expect(terms('ratio:16')).toEqual([['text', words('ratio:16')]])
  })

  test('what cannot be understood says why and where, and the rest holds', () => {
    const { terms: kept, problems } = parseQuery(
      'owl steps:many label:pink is:lost date:2026-02-31 seed:x tag:',
      now,
    )
    expect(kept.map(({ field }) => field)).toEqual(['text'])
    expect(problems.map(({ why }) => why.split(/[:;]/)[0])).toEqual([
      'many is no number',
      'pink is no label',
      'A picture is never “lost”',
      '2026-02-31 is no date',
      'x is no seed',
      'After tag',
    ])
    expect(problems[0]).toMatchObject({ from: 4, to: 14 })
  })

  test('any text at all is read to its end, and every place is that of its term', () => {
    let state = 7
    const random = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state % n
    }
    const parts = [
      '"',
      ':',
      '-',
      ' ',
      ',',
      '..',
      '>',
      'tag',
      'seed',
      '7',
      'é',
      '🦉',
      'x',
      '\n',
      'date:',
      '2026',
    ]
    for (let n = 0; n < 2000; n++) {
      const text = Array.from({ length: random(30) }, () => parts[random(parts.length)]).join('')
      const { terms, problems } = parseQuery(text, now)
      for (const { from, to } of [...terms, ...problems]) {
        expect(from).toBeLessThan(to)
        expect(to).toBeLessThanOrEqual(text.length)
        expect(text.slice(from, to)).not.toMatch(/^\s/)
      }
    }
    expect(parseQuery('a '.repeat(mostQuery), now).terms.length).toBe(mostQuery / 2)
  })

  test('a term is added and taken away', () => {
    const text = withTerm('red bird', 'tag', 'two owls')
    expect(text).toBe('red bird tag:"two owls"')
    const { terms } = parseQuery(text, now)
    expect(withoutTerm(text, terms[1]!)).toBe('red tag:"two owls"')
    expect(withoutTerm(text, terms[2]!)).toBe('red bird')
  })

  test('every field says what it is for', () => {
    for (const { about } of Object.values(queryFields)) expect(about.length).toBeGreaterThan(4)
  })
})

describe('dates', () => {
  test.each([
    ['2026', day(2026, 1, 1), day(2027, 1, 1)],
    ['2026-02', day(2026, 2, 1), day(2026, 3, 1)],
    ['2024-02-29', day(2024, 2, 29), day(2024, 3, 1)],
    ['today', day(2026, 11, 30), null],
    ['yesterday', day(2026, 11, 29), day(2026, 11, 30)],
    ['7d', day(2026, 11, 24), null],
    ['>=2026-11', day(2026, 11, 1), null],
    ['>2026-11', day(2026, 12, 1), null],
    ['<2026-11-24', null, day(2026, 11, 24)],
    ['2026-10..2026-11', day(2026, 10, 1), day(2026, 12, 1)],
    ['..2026', null, day(2027, 1, 1)],
  ])('%s', (text, from, until) => {
    expect(dateRange(text, now)).toEqual({ from, until })
  })
  test.each(['', '..', '2026-13', '2025-02-29', '>>2026', 'tomorrow', '2026..x'])('%s is none', text => {
    expect(dateRange(text, now)).toBeNull()
  })
})

describe('likeness', () => {
  const wishes = (text: string) => wishesOf(parseQuery(text, now))

  test('is asked for by words or by the beginning of an id, taken away by unlike or a minus', () => {
    expect(wishes('like:"a red bird" unlike:fox -like:1a2b3c4d -unlike:owl stars:3')).toEqual([
      { sign: 1, kind: 'words', text: 'a red bird' },
      { sign: -1, kind: 'words', text: 'fox' },
      { sign: -1, kind: 'picture', text: '1a2b3c4d' },
      { sign: 1, kind: 'words', text: 'owl' },
    ])
    // Quoted, short or with other letters it is a word.
    expect(wishes('like:"1a2b3c4d" like:decade like:feedbacks').map(({ kind }) => kind)).toEqual([
      'words',
      'words',
      'words',
    ])
    expect(wishes('like:a,b')).toHaveLength(2)
    expect(parseQuery('like:', now).problems).toHaveLength(1)
    expect(wishes('bird')).toEqual([])
  })

  test('how well a picture fits its own prompt is a number', () => {
    expect(terms('score:0.2..0.3')).toEqual([['score', range(0.2, 0.3)]])
  })
})
