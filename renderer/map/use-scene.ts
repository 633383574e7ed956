import { useMemo } from 'react'
import { density } from '../lib/map-density.ts'
import type { Spot } from '../lib/map-spot.ts'
import { threadsOf } from '../lib/map-threads.ts'
import { fitMap, sideFor, zoomOf } from '../lib/map-view.ts'
import { isPlain } from '../lib/on-the-way.ts'
import type { Size } from '../lib/zoom.ts'
import { useMap } from '../stores/map.ts'
import { around, useHere } from '../stores/map-here.ts'
import { t } from '../strings.ts'
import { nameOf } from './names.ts'
import { densityPicture } from './paint.ts'
import type { Scene } from './scene.ts'
import { useColours } from './use-colours.ts'
import { useLookAlikes } from './use-look-alikes.ts'

const cells = 128

/** The map as it is to be shown in a room. What takes long is reckoned anew only when places have changed. */
export function useScene(room: Size, under: Spot | null): Scene {
  const { rolls, stamp, of, view: own, selected, between, density: shaded } = useMap()
  const here = useHere()
  const colours = useColours()
  const ends = useMemo(() => rolls.map(({ placed, generation }) => placed && isPlain(generation)), [rolls])
  // Only the places count, and the stamp tells of them.
  const threads = useMemo(
    () =>
      threadsOf(
        rolls.map(({ place }) => place),
        index => !ends[index],
      ),
    [stamp],
  )
  const alike = useLookAlikes()
  const grid = useMemo(() => {
    const weighed = rolls.flatMap(({ place, placed }, at) =>
      placed ? [{ place, weight: alike[at] ?? 0 }] : [],
    )
    return alike.length ? density(weighed, cells) : null
  }, [stamp, alike])
  const shade = useMemo(() => grid && densityPicture(grid, cells, colours), [grid, colours])
  const view = own ?? fitMap(room)
  return {
    rolls,
    threads,
    shade: shaded ? shade : null,
    view,
    room,
    side: sideFor(Math.max(of, rolls.length), room, zoomOf(view, room)),
    under,
    selected,
    between,
    here: here.at
      ? { at: here.at, near: here.near, found: here.found }
      : under?.kind === 'empty' && !between
        ? { at: under.at, near: around(rolls, under.at), found: [] }
        : null,
    nameOf: index => {
      const roll = rolls[index]
      return roll ? nameOf(roll.generation) : t.map.title
    },
    colours,
  }
}
