import { useMemo, useState } from 'react'
import { cellsOf, levelFor } from '../lib/atlas-cells.ts'
import { flagsOf, idAt, indexOf } from '../lib/atlas-ids.ts'
import type { Place } from '../lib/map-points.ts'
import { fitMap } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import { useColours } from '../map/use-colours.ts'
import { useAtlas } from '../stores/atlas.ts'
import { useDetail } from '../stores/details.ts'
import { useHoles } from '../stores/holes.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { holeAt, holeMarks } from './hole-marks.ts'
import { cellSide, markAt, marksOf } from './marks.ts'
import type { AtlasScene } from './paint-atlas.ts'

/** The map as it is to be shown in a room. What takes long is reckoned anew only when places have changed. */
export function useAtlasScene(room: Size, pointer: Place | null, lasso: readonly Place[]): AtlasScene {
  const { ids, places, regions, view: own } = useAtlas()
  const chosen = useView(view => view.chosen)
  const selectedId = useView(view => view.selected)
  const { open, result, under: pointed } = useHoles()
  const colours = useColours()
  const [font] = useState(() => getComputedStyle(document.body).fontFamily)
  const view = own ?? fitMap(room)
  const level = levelFor(view, cellSide)
  const cells = useMemo(() => cellsOf(places, level), [places, level])
  const flags = useMemo(() => flagsOf(ids, chosen), [ids, chosen])
  const selected = useMemo(() => (selectedId ? indexOf(ids, selectedId) : -1), [ids, selectedId])
  const marks = useMemo(
    () => marksOf(cells, places, view, room, selected),
    [cells, places, view.scale, view.x, view.y, room, selected],
  )
  const holes = useMemo(
    () => (open && result ? holeMarks(result.holes, view) : []),
    [open, result, view.scale, view.x, view.y],
  )
  const hole = (pointer && holeAt(holes, pointer)) ?? holes.find(({ n }) => n === pointed)
  const mark = pointer && !hole ? markAt(marks, pointer) : undefined
  const detail = useDetail(mark ? idAt(ids, mark.index) : null)
  return {
    places,
    flags,
    anyChosen: chosen.size > 0,
    order: cells.order,
    marks,
    holes,
    regions,
    view,
    room,
    selected,
    under: hole
      ? { hole, name: result!.holes[hole.n]!.prompt }
      : mark
        ? { mark, name: nameOf(detail?.prompt, mark.count) }
        : null,
    lasso,
    idOf: index => idAt(ids, index),
    colours,
    font,
  }
}

const longest = 64

function nameOf(prompt: string | undefined, count: number): string {
  const said = prompt === undefined ? '…' : prompt || t.stage.untitled
  return t.atlas.picture(said.length > longest ? `${said.slice(0, longest)}…` : said, count - 1)
}
