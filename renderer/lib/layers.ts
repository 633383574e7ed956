/** What is drawn under a stretch of text. */
export type Layer = { start: number; end: number; className: string; strength?: number }
export type Piece = { start: number; end: number; className: string; strength: number; caret: boolean }

/** Layers that may overlap as pieces that do not; `caret` begins a piece. */
export function piecesOf(length: number, layers: readonly Layer[], caret: number | null): Piece[] {
  const edges = new Set([0, length, ...layers.flatMap(({ start, end }) => [start, end])])
  if (caret !== null) edges.add(caret)
  const places = [...edges].filter(at => at >= 0 && at <= length).sort((a, b) => a - b)
  return places.map((start, i) => {
    const end = places[i + 1] ?? length
    const here = layers.filter(layer => layer.start < end && layer.end > start && start < end)
    return {
      start,
      end,
      className: here.map(({ className }) => className).join(' '),
      strength: here.reduce((most, { strength = 0 }) => Math.max(most, strength), 0),
      caret: start === caret,
    }
  })
}
