import type { PictureSort } from '#shared/studio/pictures.ts'

export type Order = { sort: PictureSort; reversed: boolean }
export type Direction = 'ascending' | 'descending'

/** Which order the head of a column gives first, and what its values do then. */
export const columnOrders = {
  prompt: { sort: 'prompt', first: 'ascending' },
  seed: { sort: 'seed', first: 'ascending' },
  model: { sort: 'model', first: 'ascending' },
  sampler: { sort: 'sampler', first: 'ascending' },
  steps: { sort: 'steps', first: 'descending' },
  guidance: { sort: 'guidance', first: 'descending' },
  size: { sort: 'largest', first: 'descending' },
  date: { sort: 'newest', first: 'descending' },
  stars: { sort: 'stars', first: 'descending' },
  label: { sort: 'label', first: 'ascending' },
} as const satisfies Record<string, { sort: PictureSort; first: Direction }>
export type SortedColumn = keyof typeof columnOrders

/** The oldest first is the newest turned round. */
const plain = ({ sort, reversed }: Order): Order =>
  sort === 'oldest' ? { sort: 'newest', reversed: !reversed } : { sort, reversed }

/** What the values of a column do in an order; null where it is sorted by another. */
export function directionOf(column: SortedColumn, order: Order): Direction | null {
  const { sort, first } = columnOrders[column]
  const now = plain(order)
  if (now.sort !== sort) return null
  return now.reversed ? (first === 'ascending' ? 'descending' : 'ascending') : first
}

/** The order after a click on a column's head: its own, and then the same turned round. */
export function orderAfter(column: SortedColumn, order: Order): Order {
  const { sort } = columnOrders[column]
  const now = plain(order)
  return { sort, reversed: now.sort === sort && !now.reversed }
}
