import type { Place } from '../lib/map-points.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import { useMap } from '../stores/map.ts'
import { useHere } from '../stores/map-here.ts'
import { BetweenCard } from './BetweenCard.tsx'
import { HereCard } from './HereCard.tsx'

export type CardSide = 'left' | 'right'

/** The card that is open, on the side away from what it is about. */
export function MapCards({ view, room }: { view: MapView; room: Size }) {
  const between = useMap(map => map.between)
  const rolls = useMap(map => map.rolls)
  const at = useHere(here => here.at)
  const away = (place: Place): CardSide => (toScreen(view, place).x < room.width / 2 ? 'right' : 'left')
  if (between) {
    const [a, b] = [rolls[between.from]!.place, rolls[between.to]!.place]
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
    return <BetweenCard key={`${between.from} ${between.to}`} {...between} side={away(middle)} />
  }
  return at && <HereCard key={`${at.x} ${at.y}`} at={at} side={away(at)} />
}
