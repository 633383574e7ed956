import { type RefObject, useEffect, useState } from 'react'

/** Pixels per millisecond beyond which nobody sees a picture. */
const limit = 6
const restMs = 90

/** Whether it is being flung: then empty squares do, and nothing is fetched. */
export function useFast(scroller: RefObject<HTMLElement | null>): boolean {
  const [fast, setFast] = useState(false)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let last = { top: element.scrollTop, time: performance.now() }
    let due: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      const now = { top: element.scrollTop, time: performance.now() }
      if (Math.abs(now.top - last.top) / Math.max(1, now.time - last.time) > limit) setFast(true)
      last = now
      clearTimeout(due)
      due = setTimeout(() => setFast(false), restMs)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(due)
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller])
  return fast
}
