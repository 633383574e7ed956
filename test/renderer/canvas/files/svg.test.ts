import { describe, expect, test } from 'vitest'
import { addLayer, changeLayer } from '#shared/canvas/edits/layers.ts'
import { newDrawing } from '#shared/canvas/edits/new-drawing.ts'
import { type Drawing, type Item, label, stroke } from '#shared/canvas/records.ts'
import { svgOf } from '../../../../renderer/canvas/files/svg.ts'
import { strokeData } from '../../../../renderer/canvas/paint/paths.ts'
import { changed, counting, drawingOf, rectangle } from '../../../shared/canvas/any-drawing.ts'

const empty = drawingOf(
  newDrawing({ newId: counting(), names: { sketch: 'Ink & "wash" <1>', colour: 'Paint' } }),
)
const [colour, sketch] = ['id0', 'id1']
const withItems = (drawing: Drawing, ...items: Item[]) =>
  drawingOf([...drawing.values(), ...items.map((item, order) => ({ ...item, order }))])
const wave = stroke.parse({
  kind: 'stroke',
  id: 's',
  layer: sketch,
  order: 0,
  points: [10, 10, 0.5, 60, 30, 0.9, 110, 12, 0.4],
  size: 12,
  colour: '#c8102e',
})

/** Tags in order, and whether each is closed where it has to be. */
function tagsOf(svg: string): string[] {
  const open: string[] = []
  const seen: string[] = []
  for (const [, end, name, own] of svg.matchAll(/<(\/?)([a-z]+)(?:[^<>"]|"[^"<]*")*?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name)
    else {
      seen.push(name!)
      if (!own) open.push(name!)
    }
  }
  expect(open).toEqual([])
  return seen
}

test('a stroke is the very outline that is painted, in its colour, moved as it is', () => {
  const svg = svgOf(withItems(empty, { ...wave, matrix: [1, 0, 0, 1, 5, 7], opacity: 0.5 }))
  expect(svg).toContain(
    `<path transform="matrix(1 0 0 1 5 7)" opacity="0.5" d="${strokeData(wave)}" fill="#c8102e"/>`,
  )
})

test('a group for each visible layer, the lowest first, named as it is', () => {
  const svg = svgOf(empty)
  expect(tagsOf(svg)).toEqual(['svg', 'g', 'title', 'g', 'title'])
  expect([...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, name]) => name)).toEqual([
    'Paint',
    'Ink &amp; &quot;wash&quot; &lt;1&gt;',
  ])
  const hidden = svgOf(changed(empty, changeLayer(empty, colour, { visible: false })))
  expect(tagsOf(hidden)).toEqual(['svg', 'g', 'title'])
  const more = changed(empty, addLayer(empty, { id: 'top', role: 'region', name: 'Top', opacity: 0.25 }))
  expect(svgOf(more)).toContain('<g opacity="0.25"><title>Top</title>')
})

describe('an eraser', () => {
  const below = rectangle('below', sketch, [0, 0, 100, 100], { fill: '#2f9e44' })
  const above = rectangle('above', sketch, [200, 0, 50, 50], { fill: '#1c7ed6' })
  const maskOf = (svg: string) => svg.match(/<mask.*?<\/mask>/)![0]

  test('hides what lies below it in its layer, and nothing that was drawn after', () => {
    const svg = svgOf(withItems(empty, below, { ...wave, erase: true }, above))
    expect(tagsOf(svg)).toEqual([
      'svg',
      'g',
      'title',
      'g',
      'title',
      'mask',
      'rect',
      'path',
      'g',
      'path',
      'path',
    ])
    expect(svg).toMatch(/<g mask="url\(#id1-1\)"><path[^>]*#2f9e44[^>]*\/><\/g><path[^>]*#1c7ed6/)
  })
  test('is painted black whatever its colour, shapes and letters too', () => {
    const cut = rectangle('cut', sketch, [10, 10, 20, 20], { fill: '#ffffff', erase: true })
    for (const eraser of [{ ...wave, erase: true }, cut]) {
      const mask = maskOf(svgOf(withItems(empty, below, eraser)))
      expect(mask.match(/fill="(#\w+)"/g)).toEqual(['fill="#ffffff"', 'fill="#000000"'])
    }
  })
})

test('letters are escaped and keep their lines', () => {
  const text = label.parse({
    ...{ kind: 'label', id: 'l', layer: sketch, order: 0, x: 10, y: 20, size: 40, colour: '#1c1917' },
    text: '</text><script>\n"two" & a half',
  })
  const svg = svgOf(withItems(empty, text))
  expect(tagsOf(svg)).toEqual(['svg', 'g', 'title', 'g', 'title', 'text', 'tspan', 'tspan'])
  expect(svg).toContain('<tspan x="10" y="58">&lt;/text&gt;&lt;script&gt;</tspan>')
  expect(svg).toContain('<tspan x="10" y="106">&quot;two&quot; &amp; a half</tspan>')
})
