import { useEffect } from 'react'
import { need, useLibrary } from '../stores/library.ts'

/** Fetches what is in sight, once the scrolling is not too fast to see anything. */
export function useRows(from: number, to: number, fast: boolean): void {
  const version = useLibrary(state => state.version)
  useEffect(() => {
    const due = setTimeout(() => need(from, to), fast ? 80 : 0)
    return () => clearTimeout(due)
  }, [from, to, fast, version])
}
