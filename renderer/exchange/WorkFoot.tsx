import { duration } from '../lib/time.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import type { Doing } from './use-work.ts'

type Props = {
  label: string
  /** What of it is being done, where it has parts. */
  doingNow?: string
  doing: Doing | null
  error: string | null
  disabled: boolean
  onBegin: () => void
  onStop: () => void
}

/** Begins it, or shows how far it is and stops it; says what went wrong. */
export const WorkFoot = ({ label, doingNow, doing, error, disabled, onBegin, onStop }: Props) => (
  <div className="exchange-foot">
    {error && (
      <p className="problem" role="alert">
        {error}
      </p>
    )}
    {doing ? (
      <>
        <Progress share={doing.of ? doing.done / doing.of : null} label={label} />
        <span>
          {doingNow && `${doingNow} · `}
          {t.exchange.progress(doing.done, doing.of)}
          {doing.of > doing.done && doing.msLeft > 0 && ` · ${t.time.left(duration(doing.msLeft))}`}
        </span>
        <Button onClick={onStop}>{t.exchange.stop}</Button>
      </>
    ) : (
      <Button look="accent" disabled={disabled} onClick={onBegin}>
        {label}
      </Button>
    )}
  </div>
)
