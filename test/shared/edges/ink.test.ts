import { expect, test } from 'vitest'
import { inkOf } from '#shared/edges/ink.ts'
import { picture } from './pictures.ts'

const line = (x: number) => x === 10

test('dark lines on light and light lines on dark are the same ink', () => {
  const dark = inkOf(picture(32, 32, x => (line(x) ? 0 : 1)))
  const light = inkOf(picture(32, 32, x => (line(x) ? 1 : 0)))
  expect([...dark.subarray(8, 13)]).toEqual([0, 0, 255, 0, 0])
  expect(light).toEqual(dark)
})

test('on clear ground what is opaque is ink, whatever its colour', () => {
  const yellow = picture(32, 32, () => [1, 1, 0])
  for (let i = 0; i < 32 * 32; i++) yellow.data[4 * i + 3] = line(i % 32) ? 200 : 0
  expect([...inkOf(yellow).subarray(8, 13)]).toEqual([0, 0, 200, 0, 0])
})

test('grey between paper and ink is half ink', () => {
  const ink = inkOf(picture(32, 32, x => (x < 3 ? 0.6 : 1)))
  expect([ink[0], ink[5]]).toEqual([102, 0])
})
