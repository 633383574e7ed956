import { Info } from 'lucide-react'
import { useMemo } from 'react'
import { explainAt } from '#shared/prompt/explain.ts'

/** What stands under the caret and what it does, in a line below the text. */
export function Explain({ text, caret }: { text: string; caret: number | null }) {
  const said = useMemo(() => (caret === null ? null : explainAt(text, caret)), [text, caret])
  return (
    <div className="explain" role="status" data-empty={!said}>
      {said && (
        <>
          <Info size={14} aria-hidden />
          <span>{said}</span>
        </>
      )}
    </div>
  )
}
