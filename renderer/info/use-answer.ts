import { useEffect, useState } from 'react'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { ScoreProgress } from '#shared/score-contract.ts'
import { sentenceOf } from '../errors.ts'

export type Answer<T> = { result: T | null; share: number | null; error: string | null }
type Asked<T> = (options: { signal: AbortSignal; onEvent: (event: ScoreProgress) => void }) => Promise<T>

const nothing = { result: null, share: null, error: null }

/** Asks when it is shown and whenever `key` is another; what nobody waits for any more is cancelled. Null asks nothing. */
export function useAnswer<T>(key: string | null, ask: Asked<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>(nothing)
  useEffect(() => {
    setAnswer(nothing)
    if (key === null) return
    const abort = new AbortController()
    const { signal } = abort
    const put = (part: Partial<Answer<T>>) => signal.aborted || setAnswer(before => ({ ...before, ...part }))
    ask({ signal, onEvent: ({ done, of }) => put({ share: done / of }) }).then(
      result => put({ result }),
      error => isCancelled(error) || put({ error: sentenceOf(toWire(error)) }),
    )
    return () => abort.abort()
  }, [key])
  return answer
}
