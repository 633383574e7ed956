import { duration } from '../lib/time.ts'
import { useBest } from '../stores/best.ts'
import { useJobs } from '../stores/jobs.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'

/** How far it is; at the end what ranked them, and the way to what was kept. */
export function BestFoot() {
  const best = useBest()
  const { state, order, left, msLeft, ranking, jobs, begun } = best
  const drawn = useJobs(({ jobs: all }) => {
    const ours = new Set(jobs.values())
    return all.filter(job => ours.has(job.id) && job.pictures[0]).length
  })
  if (state === 'idle') return null
  const [first] = jobs.values()
  if (state === 'rolling') {
    const gone = Date.now() - begun
    return (
      <footer className="best-foot">
        <Progress share={msLeft === null ? null : gone / (gone + msLeft)} label={t.best.progress} />
        <p>
          {order.length === 0 && t.best.first}
          {order.length > 0 &&
            (left < order.length ? t.best.left(left, order.length) : t.best.rolled(left, best.choice.rolls))}
          {msLeft !== null && <small>{t.best.time(duration(msLeft))}</small>}
        </p>
      </footer>
    )
  }
  return (
    <footer className="best-foot">
      <div className="best-said" role="status">
        <p>
          {state === 'stopped'
            ? t.best.stopped(order.length)
            : drawn < left
              ? t.best.kept(left)
              : t.best.drawn(left)}
        </p>
        <small>{ranking ?? (order.length > 0 && t.best.open)}</small>
      </div>
      {first && (
        <Button onClick={() => setView({ page: 'stage', show: 'live', job: first, dialog: null })}>
          {t.best.show}
        </Button>
      )}
    </footer>
  )
}
