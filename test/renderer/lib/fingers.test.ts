import { describe, expect, test } from 'vitest'
import { moveFinger } from '../../../renderer/lib/fingers.ts'

describe('fingers on a picture', () => {
  test('one moves it', () => {
    const fingers = new Map([[1, { x: 10, y: 10 }]])
    expect(moveFinger(fingers, 1, { x: 13, y: 8 })).toEqual({
      dx: 3,
      dy: -2,
      factor: 1,
      middle: { x: 13, y: 8 },
    })
    expect(fingers.get(1)).toEqual({ x: 13, y: 8 })
  })
  test('two spread it around what is between them', () => {
    const fingers = new Map([
      [1, { x: 100, y: 50 }],
      [2, { x: 140, y: 50 }],
    ])
    expect(moveFinger(fingers, 2, { x: 180, y: 50 })).toMatchObject({ factor: 2, middle: { x: 140, y: 50 } })
    expect(moveFinger(fingers, 1, { x: 160, y: 50 })).toMatchObject({ factor: 0.25 })
  })
  test('on one spot they do not spread without end', () => {
    const fingers = new Map([
      [1, { x: 5, y: 5 }],
      [2, { x: 5, y: 5 }],
    ])
    expect(moveFinger(fingers, 2, { x: 9, y: 5 })).toMatchObject({ factor: 4 })
  })
  test('one that is not down moves nothing', () => {
    const fingers = new Map([[1, { x: 0, y: 0 }]])
    expect(moveFinger(fingers, 2, { x: 9, y: 9 })).toBe(null)
    expect([...fingers.keys()]).toEqual([1])
  })
})
