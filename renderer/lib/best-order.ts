/** Best first those that are left, then the others in the order they were in. */
export function thinned(order: readonly number[], left: readonly number[]): number[] {
  const still = new Set(left)
  return [...left, ...order.filter(index => !still.has(index))]
}

/** Each score's place between the lowest and the highest, 0..1; null where there is none, 1 where all are the same. */
export function shares(scores: readonly (number | null)[]): (number | null)[] {
  const known = scores.filter(score => score !== null)
  const low = Math.min(...known)
  const width = Math.max(...known) - low
  return scores.map(score => (score === null ? null : width > 0 ? (score - low) / width : 1))
}

/** The columns and the side with which `n` squares fill a box best; of equal ways the one with fewest rows. */
export function gridFor(n: number, width: number, height: number, most = 128) {
  let best = { columns: 1, side: 0 }
  for (let columns = 1; columns <= n; columns++) {
    const side = Math.min(most, width / columns, height / Math.ceil(n / columns))
    if (side >= best.side) best = { columns, side }
  }
  return best
}
