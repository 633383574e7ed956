import { expect, test } from 'vitest'
import { parseJson } from '#shared/bounded-json.ts'

test.each([
  '{"a":[1,2,{"b":"[[[["}]}',
  '"\\"[[[["',
  '["\\\\",[[1]]]',
  '"\\\\\\"[[[["',
  '[]',
  ' {"__proto__": {"x": 1}} ',
  '"unended [[[[',
  '[1,',
])('%s is read as JSON.parse reads it', text => {
  const by = (parse: (text: string) => unknown) => {
    try {
      return parse(text)
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(by(text => parseJson(text, { depth: 3, values: 8 }))).toEqual(by(JSON.parse))
})

test.each([
  ['brackets in brackets', '['.repeat(4) + ']'.repeat(4), /more than 3 deep/],
  ['objects in lists', '[{"a":[{}]}]', /more than 3 deep/],
  ['brackets without end', '['.repeat(32 << 20), /more than 3 deep/],
  ['many lists', `[${'[],'.repeat(9)}0]`, /more than 8 values/],
  ['many numbers', `[${'0,'.repeat(9)}0]`, /more than 8 values/],
])('%s are refused before memory is taken', (_, text, says) => {
  expect(() => parseJson(text, { depth: 3, values: 8 })).toThrow(says)
})

test('a name that means something to the language is a name', () => {
  const read = parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect(Object.keys(read)).toEqual(['__proto__', 'constructor'])
})
