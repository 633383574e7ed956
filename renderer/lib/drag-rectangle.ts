export type Rectangle = { x: number; y: number; width: number; height: number }
export type Grid = { columns: number; rows: number }

/** Along one axis: two points, both 0..1, to whole cells of n, at least one. */
function cells(a: number, b: number, n: number): [from: number, size: number] {
  const first = Math.min(n - 1, Math.max(0, Math.floor(Math.min(a, b) * n)))
  const end = Math.max(first + 1, Math.min(n, Math.ceil(Math.max(a, b) * n)))
  return [first / n, (end - first) / n]
}

/** What lies between two points of a picture, both in shares of it: every latent cell that is touched. */
export function rectangleBetween(
  a: { x: number; y: number },
  b: { x: number; y: number },
  { columns, rows }: Grid,
): Rectangle {
  const [x, width] = cells(a.x, b.x, columns)
  const [y, height] = cells(a.y, b.y, rows)
  return { x, y, width, height }
}

/** One side set to a share of the picture, the others only as far as they must. */
export function withSide(rectangle: Rectangle, side: keyof Rectangle, share: number): Rectangle {
  const changed = { ...rectangle, [side]: Math.min(1, Math.max(0, share)) }
  const length = { x: 'width', y: 'height', width: 'width', height: 'height' } as const
  const start = { x: 'x', y: 'y', width: 'x', height: 'y' } as const
  const [from, size] = [start[side], length[side]]
  if (changed[from] + changed[size] <= 1) return changed
  return side === from ? { ...changed, [size]: 1 - changed[from] } : { ...changed, [from]: 1 - changed[size] }
}
