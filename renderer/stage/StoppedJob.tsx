import { CircleSlash, TriangleAlert } from 'lucide-react'
import { isUpscale, type JobState } from '#shared/studio/jobs.ts'
import { sentenceOf, wayOn } from '../errors.ts'
import { retryJob } from '../stores/jobs.ts'
import { openDialog, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** A job of which nothing came: why, and the one thing that may help. */
export function StoppedJob({ job }: { job: JobState }) {
  const { id, error, state } = job
  const back = (
    <Button look="quiet" onClick={() => setView({ job: null })}>
      {t.stage.back}
    </Button>
  )
  if (state === 'cancelled')
    return (
      <Notice icon={CircleSlash} title={t.stage.cancelled}>
        <Button onClick={() => retryJob(id)}>{isUpscale(job) ? t.retry : t.stage.again}</Button>
        {back}
      </Notice>
    )
  return (
    <Notice
      icon={TriangleAlert}
      tone="error"
      title={isUpscale(job) ? t.upscale.failed : t.stage.failed}
      text={error ? sentenceOf(error) : undefined}
    >
      <Button look="accent" onClick={() => retryJob(id)}>
        {t.retry}
      </Button>
      {error && wayOn(error) === 'settings' && (
        <Button onClick={() => openDialog('settings')}>{t.settings.title}</Button>
      )}
      {error && wayOn(error) === 'models' && (
        <Button onClick={() => setView({ page: 'models' })}>{t.models.title}</Button>
      )}
      {back}
    </Notice>
  )
}

export const isStopped = ({ state, pictures }: JobState): boolean =>
  (state === 'cancelled' || state === 'failed') && pictures.length === 0
