import type { NameCount } from '#shared/studio/bulk.ts'
import { rank } from './fuzzy.ts'

export type OfferedName = { name: string; isNew: boolean }

/**
 * Tags or boards to choose from: without a text those that the chosen pictures have first, then what many have; with one
 * those that fit it, and itself as a new one where there is none of that name.
 */
export function offeredNames(
  known: readonly NameCount[],
  had: Readonly<Record<string, number>>,
  text: string,
): OfferedName[] {
  const counts = new Map(known.map(({ name, count }) => [name, count]))
  // Those of pictures in the trash are not counted, and new ones not yet.
  for (const name of Object.keys(had)) if (!counts.has(name)) counts.set(name, 0)
  const names = [...counts.keys()]
  if (!text)
    return names
      .sort((a, b) => (had[b] ?? 0) - (had[a] ?? 0) || counts.get(b)! - counts.get(a)! || a.localeCompare(b))
      .map(name => ({ name, isNew: false }))
  const fit = rank(text, names, name => name).map(name => ({ name, isNew: false }))
  if (!counts.has(text))
    return [
      ...fit.filter(({ name }) => name.startsWith(text)),
      { name: text, isNew: true },
      ...fit.filter(({ name }) => !name.startsWith(text)),
    ]
  return [{ name: text, isNew: false }, ...fit.filter(({ name }) => name !== text)]
}
