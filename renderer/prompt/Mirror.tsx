import type { ReactNode } from 'react'
import type { Unknown } from '../lib/vocabulary.ts'

type Props = { text: string; unknown: readonly Unknown[]; caret: number | null }

/** The same text in the same lines, unseen but for what is drawn under the unknown words. */
export function Mirror({ text, unknown, caret }: Props) {
  const parts: ReactNode[] = []
  let at = 0
  const plain = (to: number) => {
    if (caret !== null && caret >= at && caret < to) {
      parts.push(text.slice(at, caret), <span key="caret" className="editor-caret" />)
      at = caret
    }
    parts.push(text.slice(at, to))
    at = to
  }
  for (const { from, to } of unknown) {
    plain(from)
    const caretHere = caret === from
    parts.push(
      <span key={from} className="unknown">
        {caretHere && <span className="editor-caret" />}
        {text.slice(from, to)}
      </span>,
    )
    at = to
  }
  plain(text.length)
  return (
    <div className="editor-mirror" aria-hidden>
      {parts}
      {'\u200b'}
    </div>
  )
}
