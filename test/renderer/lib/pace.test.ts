import { expect, test } from 'vitest'
import { paceOf, workOf } from '../../../renderer/lib/pace.ts'

const defaults = { steps: 20, width: 128, height: 128 }

test('work is steps times pixels, a model’s own where none are given', () => {
  expect(workOf({}, defaults)).toBe(20 * 128 * 128)
  expect(workOf({ steps: 10, width: 256 }, defaults)).toBe(10 * 256 * 128)
})

test('the pace of a picture holds for another of more steps and pixels; a whole picture that nobody watched tells none', () => {
  const pace = paceOf(900, 2, defaults)!
  // 18 of 20 steps took 900 ms: the whole takes a second.
  expect(pace * workOf({}, defaults)).toBeCloseTo(1000)
  expect(pace * workOf({ steps: 40, height: 256 }, defaults)).toBeCloseTo(4000)
  expect(paceOf(900, 20, defaults)).toBeNull()
  expect(paceOf(0, 2, defaults)).toBeNull()
})
