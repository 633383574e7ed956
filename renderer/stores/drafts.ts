import { useEffect, useRef, useState } from 'react'
import type { Generation } from '#shared/generation.ts'
import { whenOpen } from '../api.ts'
import { useDesk } from './desk.ts'
import { type DraftOptions, type Drafts, type Lane, noDrafts, openLane } from './draft-lane.ts'

/** Lanes in sight. */
const lanes = new Set<Lane>()
const each = (run: (lane: Lane) => void) => lanes.forEach(run)

whenOpen(() => each(lane => lane.again()))
globalThis.document?.addEventListener('visibilitychange', () =>
  each(lane => (document.hidden ? lane.rest() : lane.again())),
)

/**
 * Quick pictures of settings, by the model on the desk or another, for strips, pads and everything that moves under a hand.
 * `lane` is a name that no other hook has at the same time; null asks for nothing. They may be given anew at each
 * render: only what they say counts. Asked for at most once per frame, the newest first, never while the window is
 * hidden; what was drawn lately is there at once.
 */
export function useDrafts(
  lane: string,
  generations: readonly Generation[] | null,
  options: DraftOptions & { model?: string | null } = {},
): Drafts {
  const onDesk = useDesk(desk => desk.model)
  const { model = onDesk, ...how } = options
  const [state, setState] = useState(noDrafts)
  const held = useRef<Lane | null>(null)
  useEffect(() => {
    const opened = openLane(lane, () => setState(opened.state()))
    held.current = opened
    lanes.add(opened)
    return () => {
      lanes.delete(opened)
      held.current = null
      opened.close()
    }
  }, [lane])
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      held.current?.want(model && generations ? { model, generations, options: how } : null),
    )
    return () => cancelAnimationFrame(frame)
  })
  return state
}
