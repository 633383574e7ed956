import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, diffTo, reversed, squashed } from '#shared/canvas/diff.ts'
import { moveBox } from '#shared/canvas/edits/box.ts'
import type { Changes } from '#shared/canvas/edits/changes.ts'
import { addItems, copyItems, moveItems, removeItems } from '#shared/canvas/edits/items.ts'
import * as layers from '#shared/canvas/edits/layers.ts'
import { mergeDown } from '#shared/canvas/edits/merge-down.ts'
import { resizePage } from '#shared/canvas/edits/page.ts'
import { emptyHistory, recorded, redo, undo } from '#shared/canvas/history.ts'
import { about, moveBy } from '#shared/canvas/matrix.ts'
import { type Drawing, isItem, layersOf, record } from '#shared/canvas/records.ts'
import { anyDrawing, rectangle } from './any-drawing.ts'

let fresh = 0
const newId = () => `n${fresh++}`

type Edit = (drawing: Drawing, n: number) => Changes

const layerAt = (drawing: Drawing, n: number) => {
  const all = layersOf(drawing)
  return all[n % Math.max(1, all.length)]?.id ?? 'none'
}
const some = (drawing: Drawing, n: number) =>
  [...drawing.values()].filter(isItem).filter((_, i) => (i + n) % 3 === 0)
const ids = (drawing: Drawing, n: number) => some(drawing, n).map(({ id }) => id)

const edits: Edit[] = [
  (d, n) => layers.addLayer(d, { id: newId(), role: 'region', name: 'R', above: layerAt(d, n) }),
  (d, n) => layers.removeLayer(d, layerAt(d, n)),
  (d, n) => layers.clearLayer(d, layerAt(d, n)),
  (d, n) => layers.duplicateLayer(d, layerAt(d, n), newId, 'Copy'),
  (d, n) => layers.reorder(d, layerAt(d, n), n % 5),
  (d, n) => layers.changeLayer(d, layerAt(d, n), { opacity: (n % 5) / 4, visible: n % 2 > 0 }),
  (d, n) => mergeDown(d, layerAt(d, n)),
  (d, n) =>
    addItems(d, [
      rectangle(newId(), layerAt(d, n), [n, 1, 2, 3]),
      rectangle(newId(), layerAt(d, n), [1, n, 3, 2]),
    ]),
  (d, n) => moveItems(d, ids(d, n), n % 2 ? moveBy(n, -n) : about({ x: 3, y: 4 }, 2, 0.5, n)),
  (d, n) => removeItems(d, ids(d, n)),
  (d, n) => copyItems(d, some(d, n), { newId, aside: 8 }),
  (d, n) => resizePage(d, { width: n * 40, height: 700 }),
  (d, n) =>
    moveBox(
      d,
      { x: n, y: -n, width: 100 + n, height: 200 },
      { multiple: 8, native: { width: 512, height: 512 } },
    ),
]

const steps = fc.array(fc.tuple(fc.nat(edits.length - 1), fc.nat(100)), { minLength: 1, maxLength: 25 })

test('taking everything back and doing it again leads to where it was, record by record', () => {
  fc.assert(
    fc.property(anyDrawing, steps, (origin, chosen) => {
      let drawing = origin
      let history = emptyHistory
      for (const [which, n] of chosen) {
        const diff = diffTo(drawing, new Map(edits[which]!(drawing, n)))
        history = recorded(history, { label: 'Edit', diff })
        drawing = apply(drawing, diff)
        for (const one of drawing.values()) record.parse(one)
      }
      const end = drawing
      for (let step = undo(history); step; step = undo(history)) {
        drawing = apply(drawing, step.gesture.diff)
        history = step.history
      }
      expect(new Map(drawing)).toEqual(new Map(origin))
      for (let step = redo(history); step; step = redo(history)) {
        drawing = apply(drawing, step.gesture.diff)
        history = step.history
      }
      expect(new Map(drawing)).toEqual(new Map(end))
    }),
  )
})

test('changes squashed do what they do one after the other, and reversed take it back', () => {
  fc.assert(
    fc.property(anyDrawing, steps, (origin, chosen) => {
      let drawing = origin
      let whole = new Map() as ReturnType<typeof squashed>
      for (const [which, n] of chosen) {
        const diff = diffTo(drawing, new Map(edits[which]!(drawing, n)))
        whole = squashed(whole, diff)
        drawing = apply(drawing, diff)
      }
      expect(new Map(apply(origin, whole))).toEqual(new Map(drawing))
      expect(new Map(apply(drawing, reversed(whole)))).toEqual(new Map(origin))
    }),
  )
})
