import { TriangleAlert, X } from 'lucide-react'
import { useMemo } from 'react'
import { parseQuery, withoutTerm } from '#shared/library/query.ts'
import { asksGroups, wishesOf } from '#shared/library/query-meaning.ts'
import { boardOf } from '../lib/board-query.ts'
import { setFilter, useLibrary } from '../stores/library.ts'
import { needsLooks, useMeaning } from '../stores/meaning.ts'
import { useNames } from '../stores/names.ts'
import { t } from '../strings.ts'
import { LikenessChip } from './LikenessChip.tsx'

/** What a query asks for, each part to be taken away by a click; and what of it is not understood. */
export function QueryChips() {
  const filter = useLibrary(state => state.filter)
  const { query = '' } = filter
  const { terms, problems } = useMemo(() => parseQuery(query, Date.now()), [query])
  const info = useMeaning(state => state.info)
  const left = info ? info.of - info.embedded - info.unreadable : 0
  // The board that is shown is lit among the boards already.
  const board = boardOf(query)
  const boards = useNames().board
  const lit = !filter.trashed && boards.some(({ name }) => name === board)
  const named = terms.filter(({ field }) => field !== 'text' && !(lit && field === 'board'))
  if (!named.length && !problems.length) return null
  return (
    <div className="query-chips">
      {named.map(term => {
        const said = query.slice(term.from, term.to)
        const likeness = wishesOf({ terms: [term], problems: [] })
        return (
          <button
            key={term.from}
            type="button"
            className="chip"
            aria-label={t.history.leaveTerm(said)}
            onClick={() => {
              const { query: _, ...rest } = filter
              const left = withoutTerm(query, term)
              setFilter({ ...rest, ...(left && { query: left }) })
            }}
          >
            {likeness.length ? <LikenessChip wishes={likeness} /> : said}
            <X size={12} aria-hidden />
          </button>
        )
      })}
      {asksGroups({ terms, problems }) && <span className="query-note">{t.meaning.twinsNote}</span>}
      {left > 0 && needsLooks(query) && <span className="query-note">{t.meaning.left(left)}</span>}
      {problems.map(({ from, why }) => (
        <span key={`problem ${from}`} className="query-problem" role="status">
          <TriangleAlert size={12} aria-hidden />
          {why}
        </span>
      ))}
    </div>
  )
}
