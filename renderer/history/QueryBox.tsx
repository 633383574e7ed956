import { useEffect, useRef, useState } from 'react'
import { mostQuery } from '#shared/library/query.ts'
import { queryFields } from '#shared/library/query-fields.ts'
import { setFilter, useLibrary } from '../stores/library.ts'
import { t } from '../strings.ts'
import { SearchField } from '../ui/SearchField.tsx'

/** What is being typed when a field's name may come next. */
const begun = /(?:^|\s)-?(\p{L}{2,})$/u

/** Finds pictures by words and by everything that is known of them; offers the fields that fit what is typed. */
export function QueryBox() {
  const query = useLibrary(state => state.filter.query)
  const [text, setText] = useState(query ?? '')
  const applied = useRef(query)
  useEffect(() => {
    if (query === applied.current) return
    applied.current = query
    setText(query ?? '')
  }, [query])
  useEffect(() => {
    const wanted = text.trim().slice(0, mostQuery) || undefined
    if (wanted === applied.current) return
    const due = setTimeout(() => {
      applied.current = wanted
      const { query: _, ...rest } = useLibrary.getState().filter
      setFilter({ ...rest, ...(wanted && { query: wanted }) })
    }, 150)
    return () => clearTimeout(due)
  }, [text])

  const [, word = ''] = begun.exec(text) ?? []
  const offered = word
    ? Object.entries(queryFields).filter(([name]) => name.startsWith(word.toLowerCase()) && name !== word)
    : []
  const complete = (name: string) => {
    setText(`${text.slice(0, text.length - word.length)}${name}:`)
    document.querySelector<HTMLElement>('#history-search')?.focus()
  }
  return (
    <div className="query-box">
      <SearchField
        id="history-search"
        label={t.history.search}
        value={text}
        onChange={setText}
        onKeyDown={event => {
          const [first] = offered
          if (event.key !== 'Tab' || event.shiftKey || !first) return
          event.preventDefault()
          complete(first[0])
        }}
      />
      {offered.length > 0 && (
        <ul className="query-offers" aria-label={t.history.fields}>
          {offered.slice(0, 4).map(([name, { about }]) => (
            <li key={name}>
              <button type="button" tabIndex={-1} onClick={() => complete(name)}>
                {name}: <small>{about}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
