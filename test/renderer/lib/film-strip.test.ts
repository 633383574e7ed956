import { describe, expect, test } from 'vitest'
import { areaPath, linePath } from '../../../renderer/lib/change-path.ts'
import { cellsOf, fill, frameAt, middleOf, stripKey } from '../../../renderer/lib/film-strip.ts'
import { advance, lengthOf, startAt } from '../../../renderer/lib/playback.ts'

describe('a film strip', () => {
  test('gives each frame a cell while they are wide enough', () => {
    expect(cellsOf(4, 400)).toEqual([
      { frame: 0, x: 0, width: 100 },
      { frame: 1, x: 100, width: 100 },
      { frame: 2, x: 200, width: 100 },
      { frame: 3, x: 300, width: 100 },
    ])
  })
  test('shows as many as fit of more, from the first to the last', () => {
    const cells = cellsOf(150, 800)
    expect(cells.length).toBe(20)
    expect([cells[0]!.frame, cells.at(-1)!.frame]).toEqual([3, 146])
    expect(cellsOf(0, 800)).toEqual([])
    expect(cellsOf(5, 0)).toEqual([])
  })
  test('cuts a frame to its cell, or shows it whole in the middle', () => {
    expect(fill({ width: 100, height: 100 }, { x: 10, width: 28 }, 56)).toEqual({
      source: [25, 0, 50, 100],
      target: [10, 0, 28, 56],
    })
    expect(fill({ width: 100, height: 100 }, { x: 0, width: 156 }, 56)).toEqual({
      source: [0, 0, 100, 100],
      target: [50, 0, 56, 56],
    })
  })
  test('knows the frame under a point and its middle', () => {
    expect([-5, 0, 99, 100, 399, 500].map(x => frameAt(x, 400, 4))).toEqual([0, 0, 0, 1, 3, 3])
    expect([0, 3].map(frame => middleOf(frame, 4))).toEqual([0.125, 0.875])
    for (let frame = 0; frame < 20; frame++) expect(frameAt(middleOf(frame, 20) * 913, 913, 20)).toBe(frame)
  })
  test.each([
    ['ArrowRight', false, 6],
    ['ArrowRight', true, 9],
    ['ArrowLeft', false, 4],
    ['ArrowLeft', true, 0],
    ['Home', false, 0],
    ['End', false, 9],
    ['a', false, null],
  ])('%s (Shift: %s) leads to %s', (key, shift, to) => expect(stripKey(key, shift, 5, 10)).toBe(to))
})

describe('playing', () => {
  test('goes from end to end in its length, either way', () => {
    expect(advance(0, 1, lengthOf(20) / 2, 20)).toEqual({ at: 9.5, over: false })
    expect(advance(0, 1, lengthOf(20), 20)).toEqual({ at: 19, over: true })
    expect(advance(19, -1, lengthOf(20) * 2, 20)).toEqual({ at: 0, over: true })
  })
  test('begins again where it is over', () => {
    expect([startAt(19, 1, 20), startAt(0, -1, 20), startAt(5, 1, 20), startAt(5, -1, 20)]).toEqual([
      0, 19, 5, 5,
    ])
  })
})

test('a curve as a line and as an area, the highest share at the top', () => {
  expect(linePath([0, 0.5], 0.5)).toBe('M0.5 1.0000L1.5 0.0000')
  expect(areaPath([0, 0.5], 0.5)).toBe('M0.5 1.0000L1.5 0.0000L1.5 1L0.5 1Z')
  expect(areaPath([], 0)).toBe('')
  expect(linePath([0], 0)).toBe('M0.5 1.0000')
})
