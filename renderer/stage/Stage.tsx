import { useRef } from 'react'
import { gridOf, type JobState } from '#shared/studio/jobs.ts'
import { GridSheet } from '../grids/GridSheet.tsx'
import { originalOf } from '../queue/job-name.ts'
import { byAge, isOpen, useJobs } from '../stores/jobs.ts'
import { usePreview } from '../stores/previews.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Compare } from './Compare.tsx'
import { ContactSheet } from './ContactSheet.tsx'
import { Enlarged } from './Enlarged.tsx'
import { LiveDraft } from './LiveDraft.tsx'
import { LivePicture } from './LivePicture.tsx'
import { sizeOf } from './live-size.ts'
import { Single } from './Single.tsx'
import { Starters } from './Starters.tsx'
import { isStopped, StoppedJob } from './StoppedJob.tsx'

/** The room in the middle: one picture, a sheet of several, two over each other, or something to begin with. */
export function Stage() {
  const show = useView(view => view.show)
  const selected = useView(view => view.selected)
  const other = useView(view => view.other)
  const ref = useRef<HTMLElement>(null)
  return (
    <section ref={ref} className="stage" aria-label={t.stage.title}>
      {show === 'compare' && selected && other ? (
        <Compare a={selected} b={other} />
      ) : show === 'picture' && selected ? (
        <Single id={selected} />
      ) : (
        <Live />
      )}
      <LiveDraft />
    </section>
  )
}

/** The job that was rolled last, or whichever is in work. */
function Live() {
  const wanted = useView(view => view.job)
  const selected = useView(view => view.selected)
  const job = useJobs(
    ({ jobs }) =>
      jobs.find(({ id }) => id === wanted) ??
      jobs.find(isOpen) ??
      jobs.filter(one => one.pictures.length > 0).sort(byAge)[0],
  )
  if (!job) return selected ? <Single id={selected} /> : <Starters />
  const grid = gridOf(job)
  if (grid) return <GridSheet key={grid.id} id={grid.id} />
  if (isStopped(job)) return <StoppedJob job={job} />
  if (job.request.count > 1) return <ContactSheet job={job} />
  const [picture] = job.pictures
  const original = originalOf(job, 0)
  if (picture && original) return <Enlarged id={picture} original={original} />
  if (picture) return <Finished job={job} picture={picture} />
  return <LivePicture job={job} />
}

/** Takes the very place of what was predicted of it. */
function Finished({ job, picture }: { job: JobState; picture: string }) {
  const preview = usePreview(job.id, 0)
  return <Single id={picture} under={preview ? { src: preview, ...sizeOf(job) } : null} />
}
