/** Newest first, each only once. */
export const remember = (history: readonly string[], prompt: string, most = 200): string[] =>
  prompt.trim() ? [prompt, ...history.filter(one => one !== prompt)].slice(0, most) : [...history]

/** Place -1 is the unsent draft. Null where there is nothing further. */
export function stepHistory(history: readonly string[], place: number, direction: 1 | -1): number | null {
  const next = place + direction
  return next < -1 || next >= history.length ? null : next
}
