import { call } from '../api.ts'
import { useDesk } from '../stores/desk.ts'
import { cancelJobs, listed } from '../stores/jobs.ts'
import { drawnBy, hold, release } from '../stores/live.ts'
import { modelById } from '../stores/models.ts'
import { obstacle, requestOf, seedOf } from '../stores/request.ts'
import { explain, toast } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'

/** Draws the one picture that the desk says, with the seed as it stands, before everything that waits. */
export async function drawHeld(): Promise<void> {
  const desk = useDesk.getState()
  const model = modelById(desk.model)
  const why = obstacle(desk, model)
  if (why || !model) return void toast(t.obstacle[why ?? 'noModel'], { tone: 'error' })
  try {
    // The draft lies over it until it is done.
    const request = { ...requestOf({ ...desk, count: 1 }, seedOf(desk.seed)!, model.id), previews: false }
    const { ids } = await call('jobs.add', { jobs: [request], front: true })
    const [job = null] = ids
    if (job === null) return
    await listed(job)
    drawnBy(job)
    setView({ page: 'stage', show: 'live', job })
  } catch (error) {
    explain(error)
  }
}

/** A hand comes: what was let go of before needs no more drawing. */
export function handDown(): void {
  const needless = hold()
  if (needless) cancelJobs([needless])
}

/** A hand goes. With `draws` the full picture follows, if that is on. */
export function handUp(draws: boolean): void {
  if (release(draws)) void drawHeld()
}
