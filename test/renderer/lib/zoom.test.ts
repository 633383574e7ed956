import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clampPan, fitScale, fitted, inSight, nextStop, placeOf, zoomTo } from '../../../renderer/lib/zoom.ts'

const picture = { width: 128, height: 128 }
const frame = { width: 640, height: 512 }

describe('zoom', () => {
  test('fits the smaller side', () => expect(fitScale(picture, frame)).toBe(4))
  test('100 % is one pixel to one', () =>
    expect(zoomTo(fitted, 1, picture, frame)).toMatchObject({ fit: false, scale: 1, x: 0, y: 0 }))
  test('round stops, both ways', () => {
    expect(nextStop(1, 1)).toBe(1.5)
    expect(nextStop(1, -1)).toBe(0.67)
    expect(nextStop(64, 1)).toBe(64)
    expect(nextStop(0.05, -1)).toBe(0.05)
  })
  test('what lies under the pointer stays there', () =>
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), x => {
        const before = { fit: false, scale: 16, x: 0, y: 0 }
        const after = zoomTo(before, 32, picture, frame, { x, y: 0 })
        expect((x - after.x) / after.scale).toBeCloseTo((x - before.x) / before.scale, 6)
      }),
    ))
  test('the picture cannot be lost', () => {
    expect(clampPan({ fit: false, scale: 8, x: 9999, y: -9999 }, picture, frame)).toMatchObject({
      x: 192,
      y: -256,
    })
    expect(clampPan({ fit: false, scale: 1, x: 50, y: 50 }, picture, frame)).toMatchObject({ x: 0, y: 0 })
  })
  test('a fitted picture lies in the middle, all of it in sight', () => {
    const place = placeOf({ ...fitted, x: 9, y: 9 }, picture, frame)
    expect(place).toEqual({ left: 64, top: 0, width: 512, height: 512 })
    expect(inSight(place, frame)).toEqual(place)
  })
  test('of an enlarged one what the frame holds is in sight', () => {
    const place = placeOf({ fit: false, scale: 8, x: 192, y: -100 }, picture, frame)
    expect(place).toEqual({ left: 0, top: -356, width: 1024, height: 1024 })
    expect(inSight(place, frame)).toEqual({ left: 0, top: 0, width: 640, height: 512 })
    const narrow = placeOf({ fit: false, scale: 4.5, x: 0, y: 20 }, picture, frame)
    expect(inSight(narrow, frame)).toEqual({ left: 32, top: 0, width: 576, height: 512 })
  })
})
