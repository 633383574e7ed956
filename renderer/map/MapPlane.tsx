import { useEffect, useId, useRef, useState } from 'react'
import { openRoll } from '../actions/open-roll.ts'
import type { Place } from '../lib/map-points.ts'
import { isOn, type Spot, spotAt } from '../lib/map-spot.ts'
import { panMap, toMap, zoomMap } from '../lib/map-view.ts'
import { setMap, useMap } from '../stores/map.ts'
import { leaveHere, rollHere } from '../stores/map-here.ts'
import { t } from '../strings.ts'
import { useSize } from '../ui/use-size.ts'
import { MapCanvas } from './MapCanvas.tsx'
import { MapCards } from './MapCards.tsx'
import { MapFoot } from './MapFoot.tsx'
import { spokenName, whereabouts } from './names.ts'
import { useGestures } from './use-gestures.ts'
import { useKeys } from './use-keys.ts'
import { useScene } from './use-scene.ts'

const isStill = () => document.documentElement.dataset.still === 'true'
/** How near to a thread a pointer is on it, in pixels. */
const reach = 7

/** The map itself: what it shows and what a hand, or a key, does to it. */
export function MapPlane() {
  const box = useRef<HTMLDivElement>(null)
  const room = useSize(box)
  const keys = useId()
  const [pointer, setPointer] = useState<Place | null>(null)
  const rolls = useMap(map => map.rolls)
  const placed = useMap(map => map.method !== null)
  const selected = useMap(map => map.selected)
  const [pointed, setUnder] = useState<Spot | null>(null)
  // Another map may have come meanwhile.
  const under = pointed && isOn(pointed, rolls.length) ? pointed : null
  const scene = useScene(room, under)
  const { view, side, threads } = scene
  const spot = (at: Place): Spot =>
    spotAt(
      rolls.map(({ place }) => place),
      threads,
      toMap(view, at),
      side / 2 / view.scale,
      reach / view.scale,
    )
  const hover = (at: Place | null) => {
    const next = at && rolls.length ? spot(at) : null
    setPointer(at)
    setUnder(next?.kind === 'empty' && !placed ? null : next)
  }
  const click = (at: Place) => {
    box.current?.focus({ preventScroll: true })
    const { model } = useMap.getState()
    const what = spot(at)
    if (what.kind === 'roll') {
      setMap({ selected: what.index, between: null })
      if (model) void openRoll(rolls[what.index]!.generation, model)
    } else if (what.kind === 'between') {
      leaveHere()
      setMap({ between: { from: what.from, to: what.to, t: what.t } })
    } else if (placed) {
      setMap({ between: null })
      void rollHere(what.at)
    }
  }
  const hands = useGestures(box, {
    pan: (dx, dy) => setMap({ view: panMap(view, room, dx, dy) }),
    zoom: (factor, at) => setMap({ view: zoomMap(view, room, factor, at) }),
    click,
    hover,
  })
  // What glides away under a resting pointer is no longer under it.
  useEffect(() => hover(pointer), [rolls, view.scale, view.x, view.y])
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  const onKeyDown = useKeys(room)
  const chosen = selected === null ? undefined : rolls[selected]
  return (
    <div className="map-middle">
      <div
        ref={box}
        className="map-plane"
        role="application"
        aria-roledescription={t.map.role}
        aria-label={t.map.plane(rolls.length)}
        aria-describedby={keys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is one stop, arrows move inside
        tabIndex={0}
        data-under={under?.kind}
        onKeyDown={onKeyDown}
        {...hands}
      >
        {room.width > 0 && <MapCanvas scene={scene} still={isStill()} />}
      </div>
      <p id={keys} hidden>
        {t.map.keys}
      </p>
      <p className="visually-hidden" role="status">
        {chosen && `${spokenName(chosen, selected!)}, ${whereabouts(chosen.place)}`}
      </p>
      <MapFoot under={under} room={room} view={view} />
      <MapCards view={view} room={room} />
    </div>
  )
}
