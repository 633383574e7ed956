import { expect, test } from 'vitest'
import { cellsInSight, cellsOf, levelFor, standsFor, withinCell } from '../../../renderer/lib/atlas-cells.ts'
import { flagsOf, idAt, indexOf } from '../../../renderer/lib/atlas-ids.ts'
import { within } from '../../../renderer/lib/lasso.ts'

const places = Float32Array.from([0.1, 0.1, 0.12, 0.1, 0.9, 0.1, 0.9, 0.9, 1, 1, 0.11, 0.1])
const room = { width: 400, height: 400 }
const view = { scale: 400, x: 0, y: 0 }

test('points are sorted into squares; one of each stands for all', () => {
  const cells = cellsOf(places, 1)
  const seen = cellsInSight(cells, view, room)
  expect(seen.map(({ column, row, from, to }) => [column, row, to - from])).toEqual([
    [0, 0, 3],
    [1, 0, 1],
    [1, 1, 2],
  ])
  expect([...cells.order.subarray(seen[0]!.from, seen[0]!.to)]).toEqual([0, 1, 5])
  // The one in the middle of the three.
  expect(standsFor(cells, seen[0]!, places)).toBe(5)
  expect(
    cellsInSight(cells, { ...view, x: -250 }, { width: 100, height: 100 }).map(({ column }) => column),
  ).toEqual([1])
  expect(cellsInSight(cellsOf(new Float32Array(0), 3), view, room)).toEqual([])
  const fine = cellsOf(places, 12)
  expect(cellsInSight(fine, view, room)).toHaveLength(6)
})

test('squares are wide enough for a thumbnail, which stays within its own', () => {
  expect(levelFor({ scale: 700, x: 0, y: 0 }, 76)).toBe(3)
  expect(levelFor({ scale: 10, x: 0, y: 0 }, 76)).toBe(0)
  expect(levelFor({ scale: 1e9, x: 0, y: 0 }, 76)).toBe(14)
  const cell = { column: 1, row: 0, from: 0, to: 1 }
  expect(withinCell({ x: 201, y: 199 }, cell, 1, view, 40)).toEqual({ x: 240, y: 160 })
  expect(withinCell({ x: 300, y: 100 }, cell, 1, view, 40)).toEqual({ x: 300, y: 100 })
  expect(withinCell({ x: 201, y: 10 }, cell, 1, view, 100)).toEqual({ x: 300, y: 100 })
})

test('ids of points, and which are chosen', () => {
  const all = ['ab'.repeat(32), `00${'cd'.repeat(31)}`, `ab${'ef'.repeat(31)}`]
  const ids = Uint8Array.from(all.join('').match(/../g)!, hex => Number.parseInt(hex, 16))
  expect(all.map((_, i) => idAt(ids, i))).toEqual(all)
  expect(all.map(id => indexOf(ids, id))).toEqual([0, 1, 2])
  expect(indexOf(ids, '12'.repeat(32))).toBe(-1)
  expect([...flagsOf(ids, new Set([all[2]!, '12'.repeat(32)]))]).toEqual([0, 0, 1])
  expect([...flagsOf(ids, new Set())]).toEqual([0, 0, 0])
})

test('a line around points takes what is inside, corners that turn in left out', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 1.1, y: 0 },
    { x: 1.1, y: 1.1 },
    { x: 0.8, y: 1.1 },
    { x: 0.5, y: 0.05 },
  ]
  expect(within(places, line)).toEqual([2, 3, 4])
  expect(within(places, line.slice(0, 2))).toEqual([])
})
