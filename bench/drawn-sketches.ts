import { type Item, stroke } from '#shared/canvas/records.ts'

type Point = [x: number, y: number]
/** Outlines in shares of the page, the first closed and all around; the rest are lines within. */
export type Sketch = { words: string; outline: Point[]; lines: Point[][] }

const round = (x: number, y: number, rx: number, ry: number, from = 0, to = 2 * Math.PI): Point[] =>
  Array.from({ length: 25 }, (_, i) => {
    const turn = from + ((to - from) * i) / 24
    return [x + rx * Math.cos(turn), y + ry * Math.sin(turn)]
  })

// biome-ignore format: outlines read best as rows of points
/** Drawn for this measurement by hand, after nothing that a model was trained on. */
export const drawnSketches: readonly Sketch[] = [
  {
    words: 'a red bird',
    outline: [[0.2, 0.62], [0.3, 0.5], [0.42, 0.4], [0.55, 0.38], [0.6, 0.28], [0.69, 0.25], [0.76, 0.31], [0.86, 0.36], [0.76, 0.39], [0.74, 0.52], [0.64, 0.63], [0.48, 0.68], [0.34, 0.66], [0.16, 0.74]],
    lines: [[[0.42, 0.5], [0.55, 0.48], [0.6, 0.57], [0.46, 0.6]], [[0.5, 0.68], [0.49, 0.8]], [[0.58, 0.66], [0.59, 0.79]]],
  },
  {
    words: 'a blue fish',
    outline: [[0.2, 0.5], [0.3, 0.38], [0.48, 0.32], [0.62, 0.38], [0.72, 0.46], [0.84, 0.36], [0.82, 0.5], [0.84, 0.64], [0.72, 0.54], [0.6, 0.63], [0.46, 0.68], [0.3, 0.62]],
    lines: [[[0.36, 0.4], [0.4, 0.5], [0.36, 0.6]], round(0.29, 0.47, 0.02, 0.02)],
  },
  {
    words: 'an orange cat',
    outline: [[0.36, 0.82], [0.35, 0.6], [0.38, 0.5], [0.36, 0.38], [0.36, 0.22], [0.44, 0.3], [0.54, 0.3], [0.62, 0.22], [0.62, 0.38], [0.6, 0.5], [0.65, 0.62], [0.66, 0.82]],
    lines: [round(0.44, 0.39, 0.02, 0.02), round(0.55, 0.39, 0.02, 0.02), [[0.47, 0.46], [0.5, 0.48], [0.53, 0.46]]],
  },
  {
    words: 'a yellow house',
    outline: [[0.25, 0.8], [0.25, 0.46], [0.18, 0.46], [0.5, 0.2], [0.82, 0.46], [0.75, 0.46], [0.75, 0.8]],
    lines: [[[0.44, 0.8], [0.44, 0.6], [0.56, 0.6], [0.56, 0.8]], [[0.32, 0.52], [0.4, 0.52], [0.4, 0.6], [0.32, 0.6], [0.32, 0.52]]],
  },
  {
    words: 'a green tree',
    outline: [[0.45, 0.84], [0.46, 0.62], [0.32, 0.6], [0.24, 0.48], [0.3, 0.36], [0.36, 0.24], [0.5, 0.18], [0.64, 0.24], [0.71, 0.36], [0.76, 0.48], [0.68, 0.6], [0.55, 0.62], [0.56, 0.84]],
    lines: [[[0.48, 0.62], [0.52, 0.62]]],
  },
  {
    words: 'a purple butterfly',
    outline: [[0.5, 0.34], [0.6, 0.22], [0.78, 0.2], [0.8, 0.4], [0.64, 0.5], [0.74, 0.6], [0.7, 0.76], [0.56, 0.72], [0.5, 0.6], [0.44, 0.72], [0.3, 0.76], [0.26, 0.6], [0.36, 0.5], [0.2, 0.4], [0.22, 0.2], [0.4, 0.22]],
    lines: [[[0.5, 0.34], [0.5, 0.62]]],
  },
  { words: 'a red apple', outline: round(0.5, 0.54, 0.24, 0.24), lines: [[[0.5, 0.32], [0.52, 0.2]], [[0.52, 0.26], [0.62, 0.2], [0.56, 0.3]]] },
  {
    words: 'a teal car',
    outline: [[0.14, 0.66], [0.14, 0.54], [0.28, 0.5], [0.36, 0.38], [0.62, 0.38], [0.72, 0.5], [0.86, 0.54], [0.87, 0.66]],
    lines: [round(0.3, 0.67, 0.06, 0.06), round(0.7, 0.67, 0.06, 0.06), [[0.49, 0.39], [0.49, 0.5]]],
  },
]

/** How somebody draws: the brush in shares of the page, how far lines stray, which share of them is missing. */
export type Hand = { size: number; stray: number; gap: number }
export const hands: Record<string, Hand> = {
  'a steady hand': { size: 0.012, stray: 0.002, gap: 0 },
  'a thick brush': { size: 0.03, stray: 0.004, gap: 0 },
  'a thin, shaky pen': { size: 0.005, stray: 0.012, gap: 0 },
  'broken outlines': { size: 0.012, stray: 0.006, gap: 0.22 },
  'a hasty scribble': { size: 0.02, stray: 0.02, gap: 0.12 },
}

/** Points close to each other along a line, straying smoothly. */
function along(points: readonly Point[], stray: number, random: () => number): Point[] {
  const out: Point[] = []
  let [dx, dy] = [0, 0]
  for (let i = 0; i + 1 < points.length; i++) {
    const [[x1, y1], [x2, y2]] = [points[i]!, points[i + 1]!]
    const steps = Math.max(2, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 0.012))
    for (let s = 0; s < steps; s++) {
      dx = 0.85 * dx + stray * (random() - 0.5)
      dy = 0.85 * dy + stray * (random() - 0.5)
      out.push([x1 + ((x2 - x1) * s) / steps + dx, y1 + ((y2 - y1) * s) / steps + dy])
    }
  }
  return out
}

/** The brush strokes of a sketch on a page of `side` pixels; lines break where the hand lifts. */
export function strokesOf(
  { outline, lines }: Sketch,
  { size, stray, gap }: Hand,
  side: number,
  layer: string,
  random: () => number,
): Item[] {
  const strokes: Item[] = []
  const put = (points: readonly Point[]) => {
    if (points.length < 3) return
    const flat = points.flatMap(([x, y]) => [x * side, y * side, 0.4 + 0.4 * random()])
    const id = `${layer}-${strokes.length}`
    strokes.push(
      stroke.parse({
        kind: 'stroke',
        id,
        layer,
        order: 0,
        points: flat,
        size: size * side,
        colour: '#1c1917',
      }),
    )
  }
  for (const points of [[...outline, outline[0]!], ...lines]) {
    let piece: Point[] = []
    let left = 0
    for (const point of along(points, stray, random)) {
      if (left > 0) left--
      else if (gap && random() < gap / 6) {
        put(piece)
        piece = []
        left = 5
      } else piece.push(point)
    }
    put(piece)
  }
  return strokes
}
