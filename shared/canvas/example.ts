import { addItems } from './edits/items.ts'
import { addLayer } from './edits/layers.ts'
import { box, type CanvasRecord, type Item, type LayerRole, page, shape, stroke } from './records.ts'

type Point = [x: number, y: number]

/** A smooth line through points: a Catmull-Rom spline, thick in its middle as a hand draws it. */
function brushed(points: readonly Point[], closed = false): number[] {
  const at = (i: number): Point =>
    closed
      ? points[(i + points.length) % points.length]!
      : points[Math.max(0, Math.min(points.length - 1, i))]!
  const spans = closed ? points.length : points.length - 1
  const out: number[] = []
  const steps = 8
  for (let span = 0; span < spans; span++)
    for (let s = 0; s < steps; s++) {
      const t = s / steps
      const [p0, p1, p2, p3] = [at(span - 1), at(span), at(span + 1), at(span + 2)]
      const of = (k: 0 | 1) =>
        0.5 *
        (2 * p1[k] +
          (p2[k] - p0[k]) * t +
          (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t +
          (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t ** 3)
      const way = (span + t) / spans
      out.push(round(of(0)), round(of(1)), round(0.35 + 0.45 * Math.sin(Math.PI * way)))
    }
  const last = at(spans)
  out.push(last[0], last[1], 0.4)
  return out
}

const round = (value: number) => Math.round(value * 100) / 100

const body: Point[] = [
  [300, 520],
  [350, 430],
  [450, 385],
  [540, 400],
  [590, 350],
  [655, 320],
  [715, 350],
  [725, 410],
  [690, 455],
  [680, 540],
  [610, 625],
  [500, 650],
  [390, 610],
]
const lines: { points: Point[]; closed?: boolean; size: number }[] = [
  { points: body, closed: true, size: 13 },
  // Beak, wing with its feathers, tail, legs.
  {
    points: [
      [718, 372],
      [790, 392],
      [722, 408],
    ],
    size: 11,
  },
  {
    points: [
      [430, 470],
      [500, 445],
      [580, 475],
      [600, 540],
      [540, 580],
      [460, 555],
      [430, 470],
    ],
    size: 11,
  },
  {
    points: [
      [470, 505],
      [520, 520],
      [565, 515],
    ],
    size: 8,
  },
  {
    points: [
      [480, 535],
      [520, 548],
      [555, 545],
    ],
    size: 8,
  },
  {
    points: [
      [305, 515],
      [215, 560],
      [160, 625],
      [255, 610],
      [375, 600],
    ],
    size: 12,
  },
  {
    points: [
      [490, 650],
      [485, 720],
      [455, 740],
    ],
    size: 10,
  },
  {
    points: [
      [485, 720],
      [520, 738],
    ],
    size: 9,
  },
  {
    points: [
      [560, 640],
      [565, 715],
      [540, 738],
    ],
    size: 10,
  },
  {
    points: [
      [565, 715],
      [600, 732],
    ],
    size: 9,
  },
]
const hill: Point[] = [
  [0, 780],
  [190, 700],
  [430, 725],
  [650, 760],
  [850, 715],
  [1024, 740],
  [1024, 1024],
  [0, 1024],
]

/** A bird drawn with a brush over a patch of its colour, on a page with two regions that have words of their own. */
export function exampleDrawing(newId: () => string): CanvasRecord[] {
  const drawing = new Map<string, CanvasRecord>([
    ['page', page.parse({ kind: 'page', id: 'page', width: 1024, height: 1024 })],
    ['box', box.parse({ kind: 'box', id: 'box', x: 0, y: 0, width: 1024, height: 1024 })],
  ])
  const put = (changes: [string, CanvasRecord | null][]) => {
    for (const [id, record] of changes) if (record) drawing.set(id, record)
  }
  const layer = (role: LayerRole, name: string, more: object = {}) => {
    const id = newId()
    put(addLayer(drawing, { id, role, name, ...more }))
    return id
  }
  const add = (items: Item[]) => put(addItems(drawing, items))
  const filled = (on: string, points: Point[], colour: string) =>
    shape.parse({
      kind: 'shape',
      id: newId(),
      layer: on,
      order: 0,
      form: 'polygon',
      points: points.flat(),
      line: null,
      width: 1,
      fill: colour,
    })
  const sky = layer('region', 'Sky', { words: 'blue sky', opacity: 0.35 })
  add([
    filled(
      sky,
      [
        [0, 0],
        [1024, 0],
        [1024, 740],
        [850, 715],
        [650, 760],
        [430, 725],
        [190, 700],
        [0, 780],
      ],
      '#4dabf7',
    ),
  ])
  const ground = layer('region', 'Hill', { words: 'a green meadow', opacity: 0.45 })
  add([filled(ground, hill, '#40c057')])
  const paint = layer('colour', 'Colour', { hold: 0.35 })
  const smooth = brushed(body, true)
  const outline: Point[] = []
  for (let i = 0; i < smooth.length; i += 3) outline.push([smooth[i]!, smooth[i + 1]!])
  add([filled(paint, outline, '#e03131')])
  const sketch = layer('sketch', 'Bird')
  const ink = (points: number[], size: number) =>
    stroke.parse({
      kind: 'stroke',
      id: newId(),
      layer: sketch,
      order: 0,
      points,
      size,
      colour: '#1c1917',
      smoothing: 0.4,
    })
  add([
    ...lines.map(({ points, closed, size }) => ink(brushed(points, closed), size)),
    ink([668, 372, 0.9, 671, 374, 0.9], 16),
  ])
  return [...drawing.values()]
}
