import { ListChecks, Pause, Play, X } from 'lucide-react'
import { byAge, cancelJobs, clearJobs, isOpen, pauseJobs, useJobs } from '../stores/jobs.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { JobRow } from './JobRow.tsx'
import { useReorder } from './reorder.ts'

const mostFinished = 60

/** What is being drawn, what waits for it, and what came of the rest. */
export function QueuePanel() {
  const jobs = useJobs(state => state.jobs)
  const paused = useJobs(state => state.paused)
  const open = jobs.filter(isOpen)
  const closed = jobs.filter(job => !isOpen(job)).sort(byAge)
  const waiting = open.filter(job => job.state === 'waiting')
  const reorder = useReorder(waiting.map(job => job.id))
  return (
    <>
      <header className="side-head">
        <h2>{t.queue.title}</h2>
        <Button look="quiet" icon={paused ? Play : Pause} onClick={() => pauseJobs(!paused)}>
          {paused ? t.queue.resume : t.queue.pause}
        </Button>
        <IconButton icon={X} label={t.close} onClick={() => setView({ side: null })} />
      </header>
      <div className="panel-scroll">
        {paused && <p className="paused">{t.queue.pausedText}</p>}
        {open.length > 0 && (
          <ol className="jobs" aria-label={t.queue.open} {...reorder.list}>
            {open.map(job => (
              <JobRow key={job.id} job={job} {...(job.state === 'waiting' && reorder.row(job.id))} />
            ))}
          </ol>
        )}
        {open.length > 1 && (
          <Button look="quiet" className="wide-button" onClick={() => cancelJobs()}>
            {t.queue.cancelAll}
          </Button>
        )}
        {closed.length > 0 && (
          <>
            <header className="jobs-head">
              <h3>{t.queue.finished}</h3>
              <button type="button" className="link" onClick={clearJobs}>
                {t.queue.clear}
              </button>
            </header>
            <ol className="jobs" aria-label={t.queue.finished}>
              {closed.slice(0, mostFinished).map(job => (
                <JobRow key={job.id} job={job} />
              ))}
            </ol>
          </>
        )}
        {!jobs.length && <Notice icon={ListChecks} title={t.queue.empty} text={t.queue.emptyText} />}
      </div>
    </>
  )
}
