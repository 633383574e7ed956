import type { KeyboardEvent } from 'react'
import { openRoll } from '../actions/open-roll.ts'
import { distance, nearest, neighbour, type Way, ways } from '../lib/map-points.ts'
import { fitMap, panMap, reveal, zoomMap } from '../lib/map-view.ts'
import { isPlain } from '../lib/on-the-way.ts'
import type { Size } from '../lib/zoom.ts'
import { setMap, useMap } from '../stores/map.ts'
import { leaveHere, rollHere } from '../stores/map-here.ts'

const stride = 80

/** The map by keys: arrows from roll to roll, Enter to draw, with Shift between and beside them, plus, minus and 0. */
export function useKeys(room: Size) {
  return (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return
    const { key, shiftKey, ctrlKey } = event
    const done = Object.hasOwn(ways, key)
      ? arrow(key as Way, room, shiftKey, ctrlKey)
      : !ctrlKey && (key === 'Enter' ? enter(shiftKey) : zoomKey(key, room))
    if (done) event.preventDefault()
  }
}

function arrow(way: Way, room: Size, shift: boolean, ctrl: boolean): boolean {
  const { rolls, selected, view } = useMap.getState()
  const now = view ?? fitMap(room)
  if (ctrl) {
    const [dx, dy] = ways[way]
    setMap({ view: panMap(now, room, -dx * stride, -dy * stride) })
    return true
  }
  const places = rolls.map(({ place }) => place)
  if (selected === null) {
    const [middle] = nearest(places, { x: 0.5, y: 0.5 }, 1)
    if (middle !== undefined) setMap({ selected: middle })
    return true
  }
  const to = neighbour(places, selected, way)
  if (to === null) return true
  if (!shift) setMap({ selected: to, between: null, view: view && reveal(now, room, places[to]!) })
  else if (isPlain(rolls[selected]!.generation) && isPlain(rolls[to]!.generation)) {
    leaveHere()
    setMap({ between: { from: selected, to, t: 0.5 } })
  }
  return true
}

function enter(shift: boolean): boolean {
  const { rolls, selected, model } = useMap.getState()
  const roll = selected === null ? undefined : rolls[selected]
  if (!roll || !model) return false
  if (shift) void rollHere(emptyBeside(roll.place))
  else void openRoll(roll.generation, model)
  return true
}

/** Half the way from a roll to the nearest other one. */
function emptyBeside(place: { x: number; y: number }) {
  const places = useMap.getState().rolls.map(roll => roll.place)
  const next = nearest(places, place, 1, index => distance(places[index]!, place) < 1e-6)[0]
  const to = next === undefined ? place : places[next]!
  return { x: (place.x + to.x) / 2, y: (place.y + to.y) / 2 }
}

function zoomKey(key: string, room: Size): boolean {
  const view = useMap.getState().view ?? fitMap(room)
  if (key === '0') setMap({ view: null })
  else if (key === '+' || key === '=') setMap({ view: zoomMap(view, room, 1.25) })
  else if (key === '-') setMap({ view: zoomMap(view, room, 0.8) })
  else return false
  return true
}
