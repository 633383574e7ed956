import { openRoll } from '../actions/open-roll.ts'
import type { Place } from '../lib/map-points.ts'
import { duration } from '../lib/time.ts'
import { useMap } from '../stores/map.ts'
import { leaveHere, rollHere, useHere } from '../stores/map-here.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { MapCard } from './MapCard.tsx'
import type { CardSide } from './MapCards.tsx'
import { nameOf } from './names.ts'
import { Thumb } from './Thumb.tsx'

/** What was rolled at an empty place, that which looks most like its surroundings first. */
export function HereCard({ at, side }: { at: Place; side: CardSide }) {
  const { done, of, msLeft, found, error } = useHere()
  const rolls = useMap(map => map.rolls)
  const model = useMap(map => map.model)
  return (
    <MapCard title={t.map.here.title} side={side} onClose={leaveHere}>
      {error && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      {!error && !found.length && (
        <>
          <Progress share={of ? done / of : null} label={t.map.here.progress} />
          <small>
            {t.map.here.drawing(done, of)}
            {msLeft !== null && ` · ${t.map.left(duration(msLeft))}`}
          </small>
        </>
      )}
      {found.length > 0 && (
        <>
          <ul className="map-found">
            {found.map((index, n) => (
              <li key={index}>
                <button
                  type="button"
                  aria-label={t.map.here.open(n + 1)}
                  title={nameOf(rolls[index]!.generation)}
                  onClick={() => model && openRoll(rolls[index]!.generation, model)}
                >
                  <Thumb png={rolls[index]!.png} className="large" />
                </button>
              </li>
            ))}
          </ul>
          <footer>
            <small>{t.map.here.found(found.length, of)}</small>
            <Button onClick={() => rollHere(at)}>{t.map.here.again}</Button>
          </footer>
        </>
      )}
    </MapCard>
  )
}
