import { CircleHelp, Command, Dices, ListChecks, PanelLeft, Settings2, SlidersVertical } from 'lucide-react'
import { isOpen, runningJob, shareDone, useJobs } from './stores/jobs.ts'
import { pages, setView, useView } from './stores/view.ts'
import { t } from './strings.ts'
import { ActionButton } from './ui/ActionButton.tsx'
import { Hint } from './ui/Hint.tsx'
import { Logo } from './ui/Logo.tsx'
import { Ring } from './ui/Ring.tsx'
import { Segmented } from './ui/Segmented.tsx'

const options = pages.filter(page => page !== 'models').map(value => ({ value, label: t.pages[value] }))

export function TopBar() {
  const page = useView(view => view.page)
  const prompt = useView(view => view.prompt)
  const side = useView(view => view.side)
  return (
    <header className="top-bar">
      <div className="top-side">
        <h1 className="brand">
          <Logo size={22} />
          Reroll
        </h1>
        <ActionButton action="panel.prompt" icon={PanelLeft} on={prompt} />
      </div>
      <Segmented
        label={t.pagesLabel}
        value={page === 'models' ? null : page}
        options={options}
        onChange={next => setView({ page: next })}
      />
      <div className="top-side end">
        <ActionButton action="panel.dice" icon={Dices} on={side === 'dice'} />
        <ActionButton action="panel.knobs" icon={SlidersVertical} on={side === 'knobs'} />
        <QueueButton />
        <ActionButton action="palette" icon={Command} />
        <ActionButton action="help" icon={CircleHelp} />
        <ActionButton action="settings" icon={Settings2} />
      </div>
    </header>
  )
}

/** How far the work is and how much waits. */
function QueueButton() {
  const open = useJobs(({ jobs }) => jobs.filter(isOpen).length)
  const share = useJobs(state => {
    const job = runningJob(state)
    return job ? Math.round(shareDone(job) * 100) / 100 : null
  })
  const failed = useJobs(({ jobs }) => jobs.some(job => job.state === 'failed'))
  const shown = useView(view => view.side === 'queue')
  return (
    <Hint text={t.queue.title} keys="Q">
      <button
        type="button"
        className="queue-button"
        aria-pressed={shown}
        aria-label={t.queue.button(open)}
        data-failed={failed}
        onClick={() => setView({ side: shown ? null : 'queue' })}
      >
        {share === null ? <ListChecks size={16} aria-hidden /> : <Ring share={share} />}
        {open > 0 && <span>{open}</span>}
      </button>
    </Hint>
  )
}
