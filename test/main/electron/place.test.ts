import { describe, expect, test } from 'vitest'
import { type Area, placeOn, smallest } from '#main/electron/place.ts'

const screen: Area = { x: 0, y: 0, width: 1920, height: 1040 }
const second: Area = { x: 1920, y: 0, width: 2560, height: 1400 }
const saved = { x: 100, y: 80, width: 1200, height: 800, maximized: false }

describe('the place of a window', () => {
  test('is where it was left, as large as it was', () => {
    expect(placeOn([screen], saved)).toEqual(saved)
    expect(placeOn([screen, second], { ...saved, x: 2500, maximized: true })).toEqual({
      ...saved,
      x: 2500,
      maximized: true,
    })
  })

  test.each([
    ['the display is gone', { ...saved, x: 2500 }],
    ['it lies above the display', { ...saved, y: -500 }],
    ['it lies below the display', { ...saved, y: 1035 }],
    ['a sliver only is left on the display', { ...saved, x: 1900 }],
    ['nothing was kept', undefined],
    ['what was kept is garbage', { x: 'left', y: null }],
    ['what was kept is not finite', { ...saved, width: Number.POSITIVE_INFINITY }],
  ])('is left to the system when %s', (_, kept) => {
    expect(placeOn([screen], kept)).toEqual({ width: 1360, height: 880 })
  })

  test('fits a display that has become smaller, down to what the window needs', () => {
    expect(placeOn([{ ...screen, width: 1024, height: 700 }], saved)).toMatchObject({
      width: 1024,
      height: 700,
    })
    expect(placeOn([{ ...screen, width: 400, height: 300 }], { ...saved, x: 0 })).toMatchObject(smallest)
  })

  test('needs no display at all', () => {
    expect(placeOn([], saved)).toEqual({ width: 1360, height: 880 })
  })
})
