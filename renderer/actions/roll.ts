import { randomSeed, type Seed } from '#shared/seed.ts'
import type { JobRequest } from '#shared/studio/jobs.ts'
import { call } from '../api.ts'
import { loose, thrown } from '../lib/dice-tray.ts'
import { remember } from '../lib/prompt-history.ts'
import { setStaging } from '../stores/canvas-staging.ts'
import { type Desk, setDesk, useDesk } from '../stores/desk.ts'
import { silently } from '../stores/desk-history.ts'
import { isOpen, listed, useJobs } from '../stores/jobs.ts'
import { setFilter, useLibrary } from '../stores/library.ts'
import { modelById } from '../stores/models.ts'
import { obstacle, requestOf, seedOf } from '../stores/request.ts'
import { explain, toast } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'

const heard = new Set<() => void>()
/** The die tumbles when it is thrown, however it was thrown. */
export const onRoll = (listener: () => void): (() => void) => {
  heard.add(listener)
  return () => heard.delete(listener)
}

/**
 * One job for all pictures, whose seeds count up. While the main seed is locked and other dice are not, each picture
 * has a throw of these dice and a job of its own, since a seed that counted up would change what is locked.
 */
export function requestsOf(desk: Desk, seed: Seed, model: string): JobRequest[] {
  const { locked, around, dice, diceLocks, count } = desk
  const keepsSeed = around ? around.held : locked
  if (!keepsSeed || count === 1 || !loose(dice, diceLocks).length) return [requestOf(desk, seed, model)]
  return Array.from({ length: count }, (_, n) => {
    const rolled = n ? thrown(dice, diceLocks, randomSeed) : dice
    return requestOf({ ...desk, dice: rolled, count: 1 }, seed, model)
  })
}

/** Throws the dice that are not locked and puts the job into the queue. */
export async function roll(front = false): Promise<void> {
  const before = useDesk.getState()
  const model = modelById(before.model)
  const why = obstacle(before, model)
  if (why || !model) return void toast(t.obstacle[why ?? 'noModel'], { tone: 'error' })
  const { around } = before
  const seed = before.locked || around ? seedOf(before.seed)! : randomSeed()
  const desk = {
    ...before,
    seed: String(seed),
    dice: thrown(before.dice, before.diceLocks, randomSeed),
    around: around && { ...around, seed: around.held ? around.seed : randomSeed() },
  }
  // What the dice fall on is no deed of a person's: what they changed before stays the next thing to be undone.
  silently(() =>
    setDesk({
      seed: desk.seed,
      dice: desk.dice,
      around: desk.around,
      history: remember(before.history, before.prompt),
      place: -1,
    }),
  )
  for (const listener of heard) listener()
  try {
    const busy = useJobs.getState().jobs.some(isOpen)
    const { ids } = await call('jobs.add', { jobs: requestsOf(desk, seed, model.id), front })
    const { filter } = useLibrary.getState()
    if (filter.trashed || filter.query || filter.text || filter.starred || filter.tag)
      setFilter({ trashed: false })
    const [job = null] = ids
    if (job) await listed(job)
    // While another is in work that one stays in sight; this one comes when it is its turn.
    if (useView.getState().page === 'canvas') setStaging(({ jobs }) => ({ jobs: [...jobs, ...ids] }))
    else setView({ page: 'stage', show: 'live', job: busy ? null : job })
    if (busy) toast(t.queue.added(useJobs.getState().jobs.filter(isOpen).length - 1), { kind: 'queue' })
  } catch (error) {
    explain(error)
  }
}
