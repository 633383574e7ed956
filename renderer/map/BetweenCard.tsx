import { useMemo } from 'react'
import { openRoll } from '../actions/open-roll.ts'
import { between as onTheWay } from '../lib/on-the-way.ts'
import { useDrafts } from '../stores/drafts.ts'
import { setMap, useMap } from '../stores/map.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Slider } from '../ui/Slider.tsx'
import { MapCard } from './MapCard.tsx'
import type { CardSide } from './MapCards.tsx'
import { Thumb } from './Thumb.tsx'

type Props = { from: number; to: number; t: number; side: CardSide }

/** Two rolls and what lies on the great circle between their noises; the slider moves along it. */
export function BetweenCard({ from, to, t: share, side }: Props) {
  const rolls = useMap(map => map.rolls)
  const model = useMap(map => map.model)
  const [a, b] = [rolls[from]!, rolls[to]!]
  const wanted = useMemo(
    () => onTheWay(a.generation, b.generation, share),
    [a.generation, b.generation, share],
  )
  const { pngs, error } = useDrafts('map-between', [wanted], { model })
  const percent = Math.round(share * 100)
  return (
    <MapCard title={t.map.between.title} side={side} onClose={() => setMap({ between: null })}>
      <div className="map-way">
        <Thumb png={a.png} alt={t.map.between.from(String(a.generation.seed))} />
        <span className="map-thumb large">
          {pngs[0] && <img src={pngs[0]} alt={t.map.between.picture(percent)} draggable={false} />}
        </span>
        <Thumb png={b.png} alt={t.map.between.to(String(b.generation.seed))} />
      </div>
      <Slider
        label={t.map.between.way}
        value={share}
        min={0}
        max={1}
        step={0.01}
        onChange={t => setMap({ between: { from, to, t } })}
      />
      {error && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      <footer>
        <small>{t.map.way(percent)}</small>
        <Button look="accent" data-focus onClick={() => model && openRoll(wanted, model)}>
          {t.map.between.roll}
        </Button>
      </footer>
    </MapCard>
  )
}
