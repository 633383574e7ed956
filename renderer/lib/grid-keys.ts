/** Where the focus goes in a grid of `columns`; null when the key does not move it. */
export function gridMove(key: string, at: number, total: number, columns: number, page = 4): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    PageUp: at - columns * page,
    PageDown: at + columns * page,
    Home: 0,
    End: total - 1,
  }
  const to = moves[key]
  if (to === undefined || total === 0) return null
  if ((key === 'ArrowUp' || key === 'ArrowDown') && (to < 0 || to >= total)) return at
  return Math.min(total - 1, Math.max(0, to))
}
