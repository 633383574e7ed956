import { expect, test } from 'vitest'
import { editDistance, idOf, nearest, unknownMessage } from '#shared/nearest.ts'
import { samplerNames } from '#shared/sampler-names.ts'

test('edit distance', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('same', 'same')).toBe(0)
})

test('the nearest choice is offered', () => {
  expect(nearest('eular', Object.keys(samplerNames))).toBe('euler')
  expect(nearest('dpm++2m', Object.keys(samplerNames))).toBe('dpmpp_2m')
  expect(nearest('x', [])).toBeUndefined()
})

test('ids and labels are found however they are spelt', () => {
  expect(idOf('DPM++ 2M SDE', samplerNames)).toBe('dpmpp_2m_sde')
  expect(idOf('Euler A', samplerNames)).toBe('euler_a')
  expect(idOf('dpmpp_2m', samplerNames)).toBe('dpmpp_2m')
  expect(idOf('eular', samplerNames)).toBeUndefined()
})

test('an endless name is cut in the message', () => {
  const message = unknownMessage('sampler', 'x'.repeat(10_000), ['euler'])
  expect(message).toContain('did you mean "euler"?')
  expect(message.length).toBeLessThan(200)
})
