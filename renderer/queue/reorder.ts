import { useEffect, useRef, useState } from 'react'
import type { JobId } from '#shared/studio/jobs.ts'
import { moveJob } from '../stores/jobs.ts'

/** Waiting jobs change places by dragging their handle, or by the arrows while it has the focus. */
export function useReorder(waiting: readonly JobId[]) {
  const [dragged, setDragged] = useState<JobId | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const order = useRef(waiting)
  order.current = waiting

  // The whole window listens, since a row that moves in the page loses the pointer.
  useEffect(() => {
    if (!dragged) return
    /** How many of the other waiting jobs lie above the pointer. */
    const placeAt = (y: number): number =>
      [...(list.current?.querySelectorAll<HTMLElement>('[data-state=waiting]') ?? [])].filter(row => {
        const { top, height } = row.getBoundingClientRect()
        return row.dataset.job !== dragged && y > top + height / 2
      }).length
    const onMove = ({ clientY }: PointerEvent) => {
      const to = placeAt(clientY)
      if (to !== order.current.indexOf(dragged)) moveJob(dragged, to)
    }
    const onEnd = () => setDragged(null)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onEnd)
    window.addEventListener('pointercancel', onEnd)
    return () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onEnd)
      window.removeEventListener('pointercancel', onEnd)
    }
  }, [dragged])

  const row = (id: JobId) => ({
    dragged: dragged === id,
    handle: {
      onPointerDown: () => setDragged(id),
      onKeyDown: (event: React.KeyboardEvent<HTMLButtonElement>) => {
        const by = { ArrowUp: -1, ArrowDown: 1, Home: -waiting.length, End: waiting.length }[event.key]
        if (!by) return
        event.preventDefault()
        moveJob(id, Math.min(waiting.length - 1, Math.max(0, waiting.indexOf(id) + by)))
        // A row that moves in the page loses the focus too.
        const grip = event.currentTarget
        requestAnimationFrame(() => grip.focus())
      },
    },
  })
  return { list: { ref: list }, row }
}
