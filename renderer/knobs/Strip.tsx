import { useRef } from 'react'
import { places, signed } from '../lib/amount.ts'
import { useDesk } from '../stores/desk.ts'
import { type Dial, placeOf, turn } from '../stores/dials.ts'
import { t } from '../strings.ts'
import { useCalmDrafts } from './use-calm-drafts.ts'
import { atPlaces } from './use-dials.ts'

const count = 5

/** What a knob does to the present desk, from one end to the other; a click sets it there. */
export function Strip({ dial, lane }: { dial: Dial; lane: string }) {
  const ref = useRef<HTMLDivElement>(null)
  const desk = useDesk()
  const values = places(dial.min, dial.max, count, dial.wraps)
  const wanted = atPlaces(
    desk,
    values.map(value => [[dial, value]]),
  )
  const { pngs, error } = useCalmDrafts(ref, lane, wanted, { side: 96 })
  const now = placeOf(desk, dial)
  return (
    <div ref={ref} className="knob-strip">
      {values.map((value, n) => {
        const text = show(dial, value)
        return (
          <button
            key={value}
            type="button"
            aria-pressed={now !== null && Math.abs(now - value) < dial.step / 2}
            aria-label={t.steering.setTo(dial.label, text)}
            data-waits={!pngs[n]}
            onClick={() => turn([[dial, value]])}
          >
            {pngs[n] && <img src={pngs[n]} alt="" draggable={false} />}
            <span aria-hidden>{text}</span>
          </button>
        )
      })}
      {error && <p className="strip-error">{error}</p>}
    </div>
  )
}

/** A turn with its direction, a model's own value plainly. */
export const show = ({ turns }: Dial, value: number): string =>
  'knob' in turns ? signed(value) : String(value)
