import { expect, test } from 'vitest'
import { timeLeft } from '#shared/time-left.ts'

test('unknown before the first step, then steps times their mean', () => {
  expect(timeLeft([0], 10)).toBeNull()
  expect(timeLeft([0, 100], 9)).toBe(900)
})

test('the first step, which warms up, does not count once there are more', () => {
  expect(timeLeft([0, 1000, 1100, 1200], 10)).toBe(1000)
})
