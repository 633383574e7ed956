import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addItems } from '#shared/canvas/edits/items.ts'
import { addLayer, clearLayer, duplicateLayer, removeLayer, reorder } from '#shared/canvas/edits/layers.ts'
import { mergeDown, mergeKind, mergeTarget } from '#shared/canvas/edits/merge-down.ts'
import { canvasLimits, itemsOf, layersOf, record } from '#shared/canvas/records.ts'
import { anyDrawing, changed, counting, drawingOf, rectangle } from './any-drawing.ts'
import { seenAt } from './seen.ts'

const names = (drawing: Parameters<typeof layersOf>[0]) => layersOf(drawing).map(({ name }) => name)

test('a layer goes to its place among the others, and none has the order of another', () => {
  fc.assert(
    fc.property(anyDrawing, fc.nat(8), fc.nat(8), (drawing, which, to) => {
      const before = layersOf(drawing).map(({ id }) => id)
      const id = before[which % before.length]!
      const after = layersOf(changed(drawing, reorder(drawing, id, to)))
      const others = before.filter(one => one !== id)
      const at = Math.min(to, others.length)
      expect(after.map(one => one.id)).toEqual([...others.slice(0, at), id, ...others.slice(at)])
      expect(new Set(after.map(({ order }) => order)).size).toBe(after.length)
    }),
  )
})

test('a new layer lies right above the one named, or on top', () => {
  fc.assert(
    fc.property(anyDrawing, fc.nat(8), (drawing, which) => {
      const before = layersOf(drawing)
      const above = before[which % before.length]!.id
      const made = { id: 'new', role: 'mask', name: 'Mask' } as const
      const between = layersOf(changed(drawing, addLayer(drawing, { ...made, above })))
      expect(between[between.findIndex(({ id }) => id === 'new') - 1]?.id).toBe(above)
      expect(layersOf(changed(drawing, addLayer(drawing, made))).at(-1)?.id).toBe('new')
    }),
  )
})

test('there are never more layers than there may be', () => {
  let drawing = new Map() as Parameters<typeof addLayer>[0]
  for (let n = 0; n < canvasLimits.layers + 3; n++)
    drawing = changed(drawing, addLayer(drawing, { id: `l${n}`, role: 'sketch', name: `${n}` }))
  expect(names(drawing)).toHaveLength(canvasLimits.layers)
  expect(duplicateLayer(drawing, 'l3', counting(), 'Copy')).toEqual([])
})

test('a copy of a layer shows the same and shares no record with it', () => {
  fc.assert(
    fc.property(anyDrawing, fc.nat(8), (drawing, which) => {
      const layers = layersOf(drawing)
      const { id } = layers[which % layers.length]!
      let n = 0
      const after = changed(
        drawing,
        duplicateLayer(drawing, id, () => `copy${n++}`, 'Copy'),
      )
      const plain = (items: ReturnType<typeof itemsOf>) => items.map(({ id: _, layer: __, ...item }) => item)
      expect(plain(itemsOf(after, 'copy0'))).toEqual(plain(itemsOf(drawing, id)))
      expect(itemsOf(after, id)).toEqual(itemsOf(drawing, id))
    }),
  )
})

test('what is removed or cleared leaves no item behind', () => {
  fc.assert(
    fc.property(anyDrawing, fc.nat(8), (drawing, which) => {
      const layers = layersOf(drawing)
      const { id } = layers[which % layers.length]!
      const cleared = changed(drawing, clearLayer(drawing, id))
      expect([cleared.has(id), itemsOf(cleared, id)]).toEqual([true, []])
      const removed = changed(drawing, removeLayer(drawing, id))
      expect([removed.has(id), itemsOf(removed, id)]).toEqual([false, []])
    }),
  )
})

test('merging down by items keeps what is seen everywhere', () => {
  let merged = 0
  fc.assert(
    fc.property(anyDrawing, mixed => {
      const alike = layersOf(mixed).map(one => ({ ...one, role: 'colour' }) as const)
      const drawing = drawingOf([...mixed.values(), ...alike])
      for (const { id } of alike) {
        if (mergeKind(drawing, id) !== 'items') {
          expect(mergeDown(drawing, id)).toEqual([])
          continue
        }
        merged++
        const after = changed(drawing, mergeDown(drawing, id))
        expect(after.has(id)).toBe(false)
        for (const one of after.values()) record.parse(one)
        for (let y = 0; y < 20; y += 1)
          for (let x = 0; x < 20; x += 1) {
            const [was, is] = [seenAt(drawing, x, y), seenAt(after, x, y)]
            expect(is.value).toBeCloseTo(was.value, 9)
            expect(is.alpha).toBeCloseTo(was.alpha, 9)
          }
      }
    }),
    { numRuns: 50 },
  )
  expect(merged).toBeGreaterThan(20)
})

test('a layer with an eraser merges as pixels, one of another role not at all', () => {
  const layers = [
    { id: 'a', role: 'colour', name: 'a' },
    { id: 'b', role: 'colour', name: 'b' },
    { id: 'c', role: 'mask', name: 'c' },
  ] as const
  let drawing = new Map() as Parameters<typeof addLayer>[0]
  for (const layer of layers) drawing = changed(drawing, addLayer(drawing, layer))
  drawing = changed(drawing, addItems(drawing, [rectangle('e', 'b', [0, 0, 9, 9], { erase: true })]))
  expect(mergeKind(drawing, 'b')).toBe('pixels')
  expect(mergeTarget(drawing, 'c')).toBeNull()
  expect(mergeTarget(drawing, 'a')).toBeNull()
})
