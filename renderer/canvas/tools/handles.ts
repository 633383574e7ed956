import type { Bounds, Point } from '#shared/canvas/matrix.ts'

const handleKinds = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w', 'turn'] as const
export type HandleKind = (typeof handleKinds)[number]
export type Handle = { kind: HandleKind; at: Point }

/** How far the knob that turns lies above, and within how many pixels of the window a handle is caught. */
const reach = { turn: 28, catch: 10 } as const

/** Where the handles of a rectangle are, in pixels of the page; `scale`: of the window to the page. */
export function handlesOf({ x, y, width, height }: Bounds, scale: number): Handle[] {
  const [middle, right, bottom] = [x + width / 2, x + width, y + height]
  return [
    { kind: 'nw', at: { x, y } },
    { kind: 'n', at: { x: middle, y } },
    { kind: 'ne', at: { x: right, y } },
    { kind: 'e', at: { x: right, y: y + height / 2 } },
    { kind: 'se', at: { x: right, y: bottom } },
    { kind: 's', at: { x: middle, y: bottom } },
    { kind: 'sw', at: { x, y: bottom } },
    { kind: 'w', at: { x, y: y + height / 2 } },
    { kind: 'turn', at: { x: middle, y: y - reach.turn / scale } },
  ]
}

export const handleAt = (bounds: Bounds, point: Point, scale: number): HandleKind | null =>
  handlesOf(bounds, scale).find(({ at }) => Math.hypot(at.x - point.x, at.y - point.y) * scale <= reach.catch)
    ?.kind ?? null

/** Which sides a handle moves: -1 the left or upper one, 1 the right or lower one, 0 none. */
export const sidesOf = (kind: HandleKind): { across: -1 | 0 | 1; down: -1 | 0 | 1 } => ({
  across: kind.includes('w') ? -1 : kind.endsWith('e') ? 1 : 0,
  down: kind.includes('n') && kind !== 'turn' ? -1 : kind.startsWith('s') ? 1 : 0,
})
