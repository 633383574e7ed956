import { create } from 'zustand'
import type { Generation } from '#shared/generation.ts'
import type { JobId } from '#shared/studio/jobs.ts'
import { type Desk, useDesk } from './desk.ts'
import { isOpen, useJobs } from './jobs.ts'
import { requestOf, seedOf } from './request.ts'
import { useView } from './view.ts'

/**
 * `held`: a hand is on something that changes the picture. `shown`: it let go, the draft stays until it is drawn in
 * full or put away. `drawing`: it is being drawn in full beneath its draft.
 */
type LivePhase = 'rest' | 'held' | 'shown' | 'drawing'

type Live = {
  phase: LivePhase
  /** What was on the desk when the hand came; the draft of it needs not be drawn. */
  from: string
  /** Null: as the lock of the seed says. */
  drawOnRelease: boolean | null
  job: JobId | null
}

export const useLive = create<Live>(() => ({ phase: 'rest', from: '', drawOnRelease: null, job: null }))

/** What the desk would draw, one picture with the seed as it stands; null while it cannot be drawn. */
export function deskGeneration(desk: Desk): Generation | null {
  const seed = seedOf(desk.seed)
  return desk.model === null || seed === null ? null : requestOf(desk, seed, desk.model).generation
}

export const deskText = (desk: Desk = useDesk.getState()): string => JSON.stringify(deskGeneration(desk))

export const drawsOnRelease = ({ drawOnRelease }: Pick<Live, 'drawOnRelease'>, locked: boolean): boolean =>
  drawOnRelease ?? locked

/** A hand comes. Returns the job that it makes needless, if one still draws what was let go of before. */
export function hold(): JobId | null {
  const { phase, job } = useLive.getState()
  if (phase === 'held') return null
  const needless = phase === 'drawing' && useJobs.getState().jobs.some(one => one.id === job && isOpen(one))
  useLive.setState({
    phase: 'held',
    job: null,
    // A draft that is shown already goes on being shown.
    from: phase === 'rest' ? deskText() : '',
  })
  return needless ? job : null
}

/** The hand goes. True: the desk has changed and is to be drawn in full. */
export function release(draws: boolean): boolean {
  const live = useLive.getState()
  if (live.phase !== 'held') return false
  const changed = live.from !== deskText()
  const draw = changed && draws && drawsOnRelease(live, useDesk.getState().locked)
  useLive.setState({ phase: changed ? 'shown' : 'rest' })
  return draw
}

/** A job draws it in full; one that has failed already takes the draft along. */
export function drawnBy(job: JobId): void {
  useLive.setState({ phase: 'drawing', job })
  leaveFailed()
}

/** Something else takes the stage, whatever the hand does. */
export const letGo = (): void => useLive.setState({ phase: 'rest', job: null })

export const putAway = (): void => {
  if (useLive.getState().phase !== 'held') letGo()
}

let text = deskText()
/** A draft is of the desk: when something else changes the desk, it is of nothing any more. */
useDesk.subscribe(desk => {
  const now = deskText(desk)
  if (now === text) return
  text = now
  if (useLive.getState().phase === 'shown') putAway()
})
/** What could not be drawn in full takes its draft along. */
function leaveFailed(): void {
  const { phase, job } = useLive.getState()
  if (phase !== 'drawing') return
  const state = useJobs.getState().jobs.find(({ id }) => id === job)?.state
  if (state === 'failed' || state === 'cancelled') putAway()
}
useJobs.subscribe(leaveFailed)
/** Nor is it of another picture that somebody goes to. */
useView.subscribe((view, before) => {
  const { phase } = useLive.getState()
  const went = view.selected !== before.selected || view.show !== before.show || view.job !== before.job
  if ((phase === 'shown' && went) || (phase === 'drawing' && view.show !== 'live')) putAway()
})
