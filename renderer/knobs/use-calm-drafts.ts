import { type RefObject, useRef } from 'react'
import type { Generation } from '#shared/generation.ts'
import { type DraftOptions, type Drafts, noDrafts } from '../stores/draft-lane.ts'
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
): Drafts {
  const visible = useVisible(ref, '40px')
  const idle = useIdle(wait)
  const drafts = useDrafts(lane, visible && idle ? generations : null, options)
  const last = useRef(noDrafts)
  if (drafts.pngs.length) last.current = drafts
  return drafts.pngs.length || drafts.error ? drafts : last.current
}
