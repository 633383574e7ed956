import { useEffect, useState } from 'react'

const second = 1000

/** Milliseconds left, counting down by itself from when they were last told; null while nobody can tell. */
export function useCountdown(msLeft: number | null): number | null {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    setPassed(0)
    if (msLeft === null) return
    const since = performance.now()
    const timer = setInterval(() => setPassed(performance.now() - since), second)
    return () => clearInterval(timer)
  }, [msLeft])
  return msLeft === null ? null : Math.max(0, msLeft - passed)
}
