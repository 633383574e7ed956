import type { BestRoll } from '../stores/best.ts'
import { t } from '../strings.ts'

type Props = {
  number: number
  roll: BestRoll
  /** How well it fits, between the worst and the best of all, 0..1. */
  share: number | null
  state: keyof typeof t.best.cellStates
  rank: number
  side: number
  place: { x: number; y: number }
  tabIndex: number
  onFocus: () => void
  onOpen: () => void
}

export const BestCell = ({ number, roll, share, state, rank, side, place, ...rest }: Props) => (
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
      {roll.url && <img src={roll.url} alt="" draggable={false} />}
      {share !== null && <span className="best-share" style={{ scale: `${0.06 + 0.94 * share} 1` }} />}
    </button>
  </li>
)
