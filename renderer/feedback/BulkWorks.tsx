import { duration } from '../lib/time.ts'
import { useBulk } from '../stores/bulk.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'

/** What is being done to many pictures and takes long: how far it is, how long still, and a way to stop it. */
export function BulkWorks() {
  const works = useBulk(state => state.works)
  return works.map(({ id, label, done, of, msLeft, stop }) => (
    <div key={id} className="bulk-work" role="status">
      <span>{label}</span>
      <Progress share={of ? done / of : null} label={label} />
      <small>
        {t.exchange.progress(done, of)}
        {done > 0 && of > done && ` · ${t.time.left(duration(msLeft))}`}
      </small>
      <Button look="quiet" aria-label={t.marks.stop(label)} onClick={stop}>
        {t.exchange.stop}
      </Button>
    </div>
  ))
}
