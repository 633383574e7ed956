import { ArrowDown, ArrowUp } from 'lucide-react'
import { columnOrders, directionOf, orderAfter, type SortedColumn } from '../lib/list-order.ts'
import { setSort, useLibrary } from '../stores/library.ts'
import { orderOf } from '../stores/meaning.ts'
import { t } from '../strings.ts'
import { columns } from './columns.tsx'

/** The heads of the columns; those that have an order give it, and the other way round by a second click. */
export function ListHead() {
  const sort = useLibrary(state => state.sort)
  const reversed = useLibrary(state => state.reversed)
  const query = useLibrary(state => state.filter.query)
  // An order that lies in the query itself cannot be another.
  const free = orderOf(query) === null
  return (
    <thead>
      <tr className="list-head list-line" aria-rowindex={1}>
        {columns.map(({ id, end }) => {
          const name = t.layouts.columns[id]
          if (!(id in columnOrders) || !free)
            return (
              <th key={id} scope="col" className={end ? 'end' : undefined}>
                {id === 'picture' ? <span className="visually-hidden">{name}</span> : name}
              </th>
            )
          const column = id as SortedColumn
          const direction = directionOf(column, { sort, reversed })
          const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown
          return (
            <th key={id} scope="col" className={end ? 'end' : undefined} aria-sort={direction ?? 'none'}>
              <button
                type="button"
                onClick={() => {
                  const next = orderAfter(column, { sort, reversed })
                  setSort(next.sort, next.reversed)
                }}
              >
                {name}
                {direction && <Arrow size={12} aria-hidden />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
