import { describe, expect, test } from 'vitest'
import { boundsOf } from '#shared/canvas/bounds.ts'
import { boxOf, type Shape, type Stroke } from '#shared/canvas/records.ts'
import { box } from '../../../renderer/canvas/tools/box.ts'
import { drawFreely } from '../../../renderer/canvas/tools/draw-freely.ts'
import { drawShape } from '../../../renderer/canvas/tools/draw-shape.ts'
import { isWithin, lasso } from '../../../renderer/canvas/tools/lasso.ts'
import { move } from '../../../renderer/canvas/tools/move.ts'
import { picker } from '../../../renderer/canvas/tools/picker.ts'
import { polygon } from '../../../renderer/canvas/tools/polygon.ts'
import { fakeHost, pen } from './fake-host.ts'

describe('brush and eraser', () => {
  test('a stroke is shown while it is drawn and committed once, with all its points', () => {
    const stage = fakeHost()
    const brush = drawFreely(stage.host, false)
    brush.down(pen(10, 10))
    brush.move!([pen(20, 12, { pressure: 0.8 }), pen(30, 14)])
    expect(stage.items()).toEqual([])
    expect((stage.shown.at(-1)![0] as Stroke).points).toEqual([10, 10, 0.5, 20, 12, 0.8, 30, 14, 0.5])
    brush.up!(pen(30, 14))
    expect(stage.gestures.length).toBe(1)
    expect((stage.items()[0] as Stroke).points.length).toBe(9)
    expect(stage.shown.at(-1)).toEqual([])
  })

  test('one that is given up leaves nothing', () => {
    const stage = fakeHost()
    const brush = drawFreely(stage.host, false)
    brush.down(pen(10, 10))
    brush.cancel!()
    brush.up!(pen(10, 10))
    expect([stage.items(), stage.gestures]).toEqual([[], []])
  })

  test('the other end of a pen erases, whatever tool is in hand', () => {
    const stage = fakeHost()
    const brush = drawFreely(stage.host, false)
    brush.down(pen(10, 10, { eraser: true }))
    brush.up!(pen(10, 10))
    expect(stage.items()[0]!.erase).toBe(true)
  })

  test.each([
    ['across', 2],
    ['both', 4],
  ] as const)('a symmetry %s makes %i strokes, as one gesture', (symmetry, count) => {
    const stage = fakeHost({ symmetry })
    const brush = drawFreely(stage.host, false)
    brush.down(pen(100, 200))
    brush.move!([pen(140, 260)])
    brush.up!(pen(140, 260))
    expect(stage.items().length).toBe(count)
    expect(stage.gestures.length).toBe(1)
    expect(new Set(stage.items().map(({ id }) => id)).size).toBe(count)
    const [own, mirrored] = stage.items().map(boundsOf)
    expect(mirrored!.x + mirrored!.width).toBeCloseTo(1024 - own!.x)
  })
})

describe('shapes', () => {
  test('Shift makes a square, Alt draws from the middle', () => {
    const stage = fakeHost()
    const rectangle = drawShape(stage.host, 'rectangle')
    rectangle.down(pen(100, 100))
    rectangle.move!([pen(160, 130, { shift: true, alt: true })])
    rectangle.up!(pen(160, 130))
    expect((stage.items()[0] as Shape).points).toEqual([40, 40, 160, 160])
  })

  test('Shift keeps a line to eighths of a turn', () => {
    const stage = fakeHost()
    const line = drawShape(stage.host, 'line')
    line.down(pen(0, 0))
    line.move!([pen(100, 8, { shift: true })])
    line.up!(pen(100, 8))
    expect((stage.items()[0] as Shape).points[3]).toBe(0)
  })

  test('a press without a move draws nothing', () => {
    const stage = fakeHost()
    const ellipse = drawShape(stage.host, 'ellipse')
    ellipse.down(pen(5, 5))
    ellipse.up!(pen(5, 5))
    expect(stage.gestures).toEqual([])
  })

  test('a polygon closes at its first corner, or by Enter; Backspace takes a corner away', () => {
    const stage = fakeHost()
    const tool = polygon(stage.host)
    for (const [x, y] of [
      [0, 0],
      [100, 0],
      [300, 300],
      [100, 100],
    ] as const) {
      tool.down(pen(x, y))
      if (x === 300) tool.key!('Backspace', { shift: false })
    }
    tool.down(pen(2, 2))
    expect((stage.items()[0] as Shape).points).toEqual([0, 0, 100, 0, 100, 100])
    for (const [x, y] of [
      [0, 0],
      [50, 0],
      [50, 50],
    ] as const)
      tool.down(pen(x, y))
    expect(tool.key!('Enter', { shift: false })).toBe(true)
    expect(stage.items().length).toBe(2)
  })
})

/** A drawing with a square of 100 at 100, 100, selected. */
function withSquare() {
  const stage = fakeHost({ size: 1 })
  const rectangle = drawShape(stage.host, 'rectangle')
  rectangle.down(pen(100, 100))
  rectangle.move!([pen(200, 200)])
  rectangle.up!(pen(200, 200))
  stage.host.set({ selected: [stage.items()[0]!.id] })
  return stage
}

describe('select and move', () => {
  test('a drag moves what is selected, as one gesture', () => {
    const stage = withSquare()
    const tool = move(stage.host)
    tool.down(pen(150, 150))
    tool.move!([pen(170, 150)])
    tool.move!([pen(190, 160)])
    tool.up!(pen(190, 160))
    const { x, y } = boundsOf(stage.items()[0]!)
    expect([x, y]).toEqual([139.5, 109.5])
    expect(stage.gestures.length).toBe(2)
  })

  test('a corner scales and keeps the opposite one', () => {
    const stage = withSquare()
    const tool = move(stage.host)
    tool.down(pen(200.5, 200.5))
    tool.move!([pen(301.5, 301.5)])
    tool.up!(pen(301.5, 301.5))
    const { x, width } = boundsOf(stage.items()[0]!)
    expect([x, width]).toEqual([99.5, 202])
  })

  test('the knob above turns about the middle, with Shift by fifteen degrees', () => {
    const stage = withSquare()
    const tool = move(stage.host)
    tool.down(pen(150, 71.5))
    tool.move!([pen(230, 148, { shift: true })])
    tool.up!(pen(230, 148))
    const [a, b] = stage.items()[0]!.matrix
    expect(((Math.atan2(b, a) * 180) / Math.PI) % 15).toBeCloseTo(0)
    expect(b).toBeGreaterThan(0.9)
  })

  test('what is given up lies where it was', () => {
    const stage = withSquare()
    const before = stage.items()[0]
    const tool = move(stage.host)
    tool.down(pen(150, 150))
    tool.move!([pen(400, 400)])
    tool.cancel!()
    expect(stage.items()[0]).toEqual(before)
  })

  test('arrows nudge, Delete removes', () => {
    const stage = withSquare()
    const tool = move(stage.host)
    tool.key!('ArrowRight', { shift: true })
    expect(boundsOf(stage.items()[0]!).x).toBe(109.5)
    tool.key!('Delete', { shift: false })
    expect(stage.items()).toEqual([])
  })

  test('a line around selects what has its middle within', () => {
    expect(
      isWithin({ x: 5, y: 5 }, [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 10, y: 10 },
        { x: 0, y: 10 },
      ]),
    ).toBe(true)
    const stage = withSquare()
    stage.host.set({ selected: [] })
    const tool = lasso(stage.host)
    tool.down(pen(90, 90))
    tool.move!([pen(210, 90), pen(210, 210), pen(90, 210)])
    tool.up!(pen(90, 210))
    expect(stage.view().selected).toEqual([stage.items()[0]!.id])
    expect(stage.view().tool).toBe('move')
  })
})

test('the box keeps to the aspects of the model, wherever it is dragged', () => {
  const stage = fakeHost()
  const tool = box(stage.host, () => ({ multiple: 64, native: { width: 512, height: 512 } }))
  tool.down(pen(1024, 1024))
  tool.move!([pen(700, 1000)])
  tool.up!(pen(700, 1000))
  const { width, height } = boxOf(stage.drawing())
  expect(width).toBeLessThan(height)
  // Both sides are the same whole multiple of a picture's sides in 64ths.
  const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a)
  expect(width / gcd(width, height)).toBeLessThanOrEqual(32)
  tool.down(pen(100, 100))
  tool.move!([pen(-50, 130)])
  tool.up!(pen(-50, 130))
  expect(boxOf(stage.drawing())).toMatchObject({ x: -150, y: 30, width, height })
})

test('the picker takes what is seen', () => {
  const stage = fakeHost()
  picker(stage.host).down(pen(1, 1))
  expect(stage.view().colour).toBe('#123456')
})
