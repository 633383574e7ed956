import { expect, test } from 'vitest'
import { jsonLimit, readJson, readRecord } from '#shared/interchange/json.ts'

test('whole numbers beyond what JavaScript holds keep their digits', () => {
  expect(readJson('{"seed": 18446744073709551615, "a": [9007199254740993, -9007199254740993]}')).toEqual({
    seed: '18446744073709551615',
    a: ['9007199254740993', '-9007199254740993'],
  })
  expect(readJson('{"seed": 9007199254740991, "x": 0.30000000000000004, "y": 1e21}')).toEqual({
    seed: 9007199254740991,
    x: 0.30000000000000004,
    y: 1e21,
  })
})

test('strings stay as they are, whatever stands in them', () => {
  const value = { 'a "key"': 'NaN 12345678901234567890 \\" {', b: '\\' }
  expect(readJson(JSON.stringify({ ...value, seed: 1 }).replace(':1}', ':12345678901234567890}'))).toEqual({
    ...value,
    seed: '12345678901234567890',
  })
})

test('what Python writes beyond JSON is null', () => {
  expect(readJson('{"a": NaN, "b": [Infinity, -Infinity, 1]}')).toEqual({ a: null, b: [null, null, 1] })
})

test('no JSON is undefined, and no object no record', () => {
  for (const text of [undefined, '', '{', '{"a": undefined}', 'NaNa', '-', `"${'x'.repeat(jsonLimit)}"`])
    expect(readJson(text)).toBe(undefined)
  for (const text of ['[1]', '"x"', '3', 'null', undefined]) expect(readRecord(text)).toBe(undefined)
  expect(readRecord(' {"a": 1}')).toEqual({ a: 1 })
})

test('long texts that are none take no time', () => {
  for (const piece of ['"\\', '[', '{"a":', '1', '-', 'N', '1e', '"', 'NaN,']) {
    const began = performance.now()
    readJson(`1234567890123456${piece.repeat((1 << 20) / piece.length)}`)
    expect(performance.now() - began).toBeLessThan(1000)
  }
})
