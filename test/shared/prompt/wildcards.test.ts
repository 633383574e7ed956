import { describe, expect, test } from 'vitest'
import { expandWildcards, wildcardLines, wildcardsIn } from '#shared/prompt/wildcards.ts'

const files = {
  animal: ['fox', 'owl', '3::{red|blue} hen'],
  'dark/place': ['a cave', 'a cellar with a __animal__'],
  loop: ['__loop__'],
  empty: [],
}
const words = (text: string, seed: number | string = 1) => expandWildcards(text, files, seed, 'prompt').text

describe('choices', () => {
  test('the same seed chooses the same, another seed another', () => {
    const text = 'a {red|blue|green|white|black} __animal__ in __dark/place__'
    expect(words(text, 5)).toBe(words(text, 5))
    expect(words(text, '18446744073709551615')).toBe(words(text, '18446744073709551615'))
    expect(new Set(Array.from({ length: 30 }, (_, i) => words(text, i))).size).toBeGreaterThan(10)
  })
  test('prompt and negative prompt choose apart', () => {
    const both = (what: string) =>
      Array.from({ length: 40 }, (_, seed) => expandWildcards('{a|b}', {}, seed, what).text).join('')
    expect(both('prompt')).not.toBe(both('negative'))
  })
  test('weights are how often: 3 to 1, and never for 0', () => {
    const seen = Array.from({ length: 4000 }, (_, seed) => words('{3::a|b|0::c}', seed))
    const share = seen.filter(word => word === 'a').length / seen.length
    // Three standard deviations of a binomial with p = 0.75 and n = 4000.
    expect(Math.abs(share - 0.75)).toBeLessThan(0.021)
    expect(seen).not.toContain('c')
    const hens = Array.from({ length: 4000 }, (_, seed) => words('__animal__', seed)).filter(w =>
      w.endsWith('hen'),
    )
    expect(Math.abs(hens.length / 4000 - 0.6)).toBeLessThan(0.024)
  })
  test('nested, empty, and within weights and schedules', () => {
    expect(words('{{{a}}}')).toBe('a')
    expect(words('{|}x')).toBe('x')
    expect(words('({fox}:1.3) [{a}:{b}:0.5] [{c}|{d}]')).toBe('(fox:1.3) [a:b:0.5] [c|d]')
    expect(words('\\{a|b\\} { unclosed')).toBe('\\{a|b\\} { unclosed')
  })
})

describe('what cannot be put in is said', () => {
  const problems = (text: string) => expandWildcards(text, files, 1, 'prompt')
  test('no such file', () => {
    expect(problems('a __nothing__')).toEqual({
      text: 'a __nothing__',
      problems: ['There is no file of wildcards "nothing"; __nothing__ is read as text'],
    })
    expect(problems('__constructor__').problems).toHaveLength(1)
  })
  test('one that names itself ends', () => {
    expect(problems('a __loop__').text).toBe('a ')
    expect(problems('a __loop__').problems[0]).toMatch(/names itself/)
  })
  test('one without lines is nothing', () => {
    expect(problems('a __empty__ b')).toEqual({
      text: 'a  b',
      problems: ['The wildcard __empty__ has no lines'],
    })
  })
})

test('names, and the lines of a file', () => {
  expect(wildcardsIn('__a__ {b|__dark/place__} [__a__:c:0.5] _x_ ____')).toEqual(['a', 'dark/place'])
  expect(wildcardLines('\ufefffox\r\n\n# owls\n  red hen \n')).toEqual(['fox', 'red hen'])
})
