import { type RefObject, useRef } from 'react'
import type { Generation } from '#shared/generation.ts'
import type { DraftOptions } from '../stores/draft-lane.ts'
import { useDrafts } from '../stores/drafts.ts'
import { useVisible } from '../ui/use-visible.ts'
import { useIdle } from './use-idle.ts'

/**
 * Drafts that wait until they are in sight and nothing matters more: a hand on the desk ends them, what was there
 * stays meanwhile. `wait` in ms.
 */
export function useCalmDrafts(
  ref: RefObject<Element | null>,
  lane: string,
  generations: readonly Generation[] | null,
  { wait = 400, ...options }: DraftOptions & { wait?: number } = {},
): { pngs: readonly (string | null)[]; error: string | null } {
  const visible = useVisible(ref, '40px')
  const idle = useIdle(wait)
  const drafts = useDrafts(lane, visible && idle ? generations : null, options)
  const last = useRef<readonly (string | null)[]>([])
  const pngs = drafts.pngs.length ? drafts.pngs.map((png, n) => png ?? last.current[n] ?? null) : last.current
  last.current = pngs
  return { pngs, error: drafts.error }
}
