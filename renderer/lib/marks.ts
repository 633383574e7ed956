import type { Marks, NameKind, PictureEdit } from '#shared/studio/bulk.ts'
import type { PictureCard } from '#shared/studio/pictures.ts'

/** Whether all, some or none of the chosen pictures have something. */
export type Share = 'all' | 'some' | 'none'
export const shareOf = (count: number | undefined, of: number): Share =>
  !count ? 'none' : count < of ? 'some' : 'all'

const named = (names: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...names, ...add])].filter(name => !remove.includes(name)).sort()

/** A tile after an edit, before the host has answered. */
export function cardAfter(card: PictureCard, edit: PictureEdit): PictureCard {
  const given = edit.starred ? card.stars || 5 : 0
  const stars = edit.stars ?? (edit.starred === undefined ? card.stars : given)
  return {
    ...card,
    stars,
    starred: stars > 0,
    label: edit.label ?? card.label,
    tags: named(card.tags, edit.addTags, edit.removeTags),
  }
}

/** What all of them bear after an edit; `starred` is left to the host, since it depends on each. */
export function marksAfter(marks: Marks, edit: PictureEdit): Marks {
  const count = (before: Record<string, number>, add: string[] = [], remove: string[] = []) => {
    const after = { ...before, ...Object.fromEntries(add.map(name => [name, marks.of])) }
    for (const name of remove) delete after[name]
    return after
  }
  return {
    of: marks.of,
    stars:
      edit.stars === undefined ? marks.stars : marks.stars.map((_, n) => (n === edit.stars ? marks.of : 0)),
    label: edit.label === undefined ? marks.label : { [edit.label]: marks.of },
    tag: count(marks.tag, edit.addTags, edit.removeTags),
    board: count(marks.board, edit.addBoards, edit.removeBoards),
  }
}

/** As far as tiles tell: they know no boards. */
export function marksOfCards(cards: readonly PictureCard[]): Marks {
  const marks: Marks = { of: cards.length, stars: [0, 0, 0, 0, 0, 0], label: {}, tag: {}, board: {} }
  const up = (counts: Record<string, number>, name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  for (const { stars, label, tags } of cards) {
    marks.stars[stars]!++
    up(marks.label, label)
    for (const tag of tags) up(marks.tag, tag)
  }
  return marks
}

/** The stars that all have; null where they differ. */
export const commonStars = ({ of, stars }: Marks): number | null => {
  const at = stars.indexOf(of)
  return of && at >= 0 ? at : null
}

/** To be given or taken away. */
export const nameEdit = (kind: NameKind, name: string, on: boolean): PictureEdit =>
  kind === 'tag'
    ? { [on ? 'addTags' : 'removeTags']: [name] }
    : { [on ? 'addBoards' : 'removeBoards']: [name] }

/** A tag's or board's name as a query can say it. */
export const cleanName = (text: string): string => text.replaceAll('"', '').trim().slice(0, 64).trim()
