import { useMeaning } from '../stores/meaning.ts'
import { t } from '../strings.ts'

/** How many pictures the scorer has looked at, and why it does not go on where it does not. */
export function Looked() {
  const seen = useMeaning(state => state.info)
  if (!seen) return null
  return (
    <p className="quiet-text" role="status">
      {[
        t.meaning.looked(seen.embedded, seen.of),
        seen.unreadable > 0 && t.meaning.unreadable(seen.unreadable),
        seen.state !== 'done' && t.meaning.states[seen.state],
        seen.problem,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}
