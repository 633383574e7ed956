import { useEffect, useRef, useState } from 'react'
import { isCancelled, toWire } from '#shared/errors.ts'
import { sentenceOf } from '../errors.ts'

export type Doing = { done: number; of: number; msLeft: number }
type State<R> = { doing: Doing | null; result: R | null; error: string | null }

/** Long work of a dialog: its progress, its end, and a way to stop it; it stops when the dialog is closed. */
export function useWork<R>() {
  const [state, setState] = useState<State<R>>({ doing: null, result: null, error: null })
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const begin = async (
    work: (options: { signal: AbortSignal; onEvent: (doing: Doing) => void }) => Promise<R>,
  ): Promise<void> => {
    const mine = new AbortController()
    abort.current = mine
    setState({ doing: { done: 0, of: 0, msLeft: 0 }, result: null, error: null })
    try {
      const onEvent = (doing: Doing) => setState(before => (before.doing ? { ...before, doing } : before))
      const result = await work({ signal: mine.signal, onEvent })
      setState({ doing: null, result, error: null })
    } catch (error) {
      setState({ doing: null, result: null, error: isCancelled(error) ? null : sentenceOf(toWire(error)) })
    }
  }
  return { ...state, begin, stop: () => abort.current?.abort() }
}
