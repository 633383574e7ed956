import type { JobId } from '#shared/studio/jobs.ts'
import { imageUrl } from '../api.ts'
import type { BestRoll } from '../stores/best.ts'
import { useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'

type Props = {
  number: number
  roll: BestRoll
  /** How well it fits, between the worst and the best of all, 0..1. */
  share: number | null
  state: keyof typeof t.best.cellStates
  /** What draws it in full. */
  job: JobId | undefined
  rank: number
  side: number
  place: { x: number; y: number }
  tabIndex: number
  onFocus: () => void
  onOpen: () => void
}

/** A roll in the running; once it is kept and drawn in full, that picture. */
export function BestCell({ number, roll, share, state, job, rank, side, place, ...rest }: Props) {
  const picture = useJobs(({ jobs }) => job && jobs.find(({ id }) => id === job)?.pictures[0])
  const url = picture ? imageUrl(picture, 256) : roll.url
  return (
    <li
      className="best-cell"
      data-state={state}
      style={{ width: side, height: side, translate: `${place.x}px ${place.y}px` }}
    >
      <button
        type="button"
        data-rank={rank}
        aria-label={t.best.cell(number, String(roll.generation.seed), t.best.cellStates[state])}
        tabIndex={rest.tabIndex}
        onFocus={rest.onFocus}
        onClick={rest.onOpen}
      >
        {url && <img src={url} alt="" draggable={false} />}
        {share !== null && <span className="best-share" style={{ scale: `${0.06 + 0.94 * share} 1` }} />}
      </button>
    </li>
  )
}
