import { useRef, useState } from 'react'
import type { JobId } from '#shared/studio/jobs.ts'
import { moveJob } from '../stores/jobs.ts'

/** Waiting jobs change places by dragging their handle, or by the arrows while it has the focus. */
export function useReorder(waiting: readonly JobId[]) {
  const [dragged, setDragged] = useState<JobId | null>(null)
  const list = useRef<HTMLOListElement>(null)

  const placeAt = (y: number): number => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-state=waiting]') ?? [])]
    const before = rows.filter(row => {
      const { top, height } = row.getBoundingClientRect()
      return y > top + height / 2
    }).length
    return Math.min(rows.length - 1, Math.max(0, before))
  }
  const row = (id: JobId) => ({
    dragged: dragged === id,
    handle: {
      onPointerDown: (event: React.PointerEvent<HTMLButtonElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(id)
      },
      onPointerMove: (event: React.PointerEvent) => {
        if (dragged !== id) return
        const at = waiting.indexOf(id)
        const to = placeAt(event.clientY)
        if (to !== at && to !== at + 1) moveJob(id, to > at ? to - 1 : to)
        else if (to === at + 1 && to === waiting.length - 1) moveJob(id, to)
      },
      onPointerUp: () => setDragged(null),
      onPointerCancel: () => setDragged(null),
      onKeyDown: (event: React.KeyboardEvent) => {
        const by = { ArrowUp: -1, ArrowDown: 1, Home: -waiting.length, End: waiting.length }[event.key]
        if (!by) return
        event.preventDefault()
        moveJob(id, Math.min(waiting.length - 1, Math.max(0, waiting.indexOf(id) + by)))
      },
    },
  })
  return { list: { ref: list }, row }
}
