import type { ReactNode } from 'react'

/** One thing that was told of: what it is, and more of it. */
type ResultRow = { key: string; content: ReactNode }

type Props = {
  /** What came of the work, in a sentence. */
  text: string
  lists?: readonly {
    /** How many there are of what, in words. */
    title: string
    rows: readonly ResultRow[]
    /** Whether it is shown without being asked for. */
    open?: boolean
  }[]
  children?: ReactNode
}

const most = 100

/** What long work of a dialog came to: a sentence, and lists that are opened by whoever wants to know. */
export const WorkResult = ({ text, lists = [], children }: Props) => (
  <div className="exchange-result" role="status">
    <p>{text}</p>
    {lists
      .filter(({ rows }) => rows.length > 0)
      .map(({ title, rows, open = false }) => (
        <details key={title} open={open}>
          <summary>{title}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <ul tabIndex={0} aria-label={title}>
            {rows.slice(0, most).map(({ key, content }) => (
              <li key={key}>{content}</li>
            ))}
            {rows.length > most && <li>…</li>}
          </ul>
        </details>
      ))}
    {children}
  </div>
)
