import { type PointerEvent, useEffect, useId, useRef, useState } from 'react'
import { idAt } from '../lib/atlas-ids.ts'
import type { Place } from '../lib/map-points.ts'
import { panMap, zoomMap } from '../lib/map-view.ts'
import { useGestures } from '../map/use-gestures.ts'
import { setAtlas, useAtlas } from '../stores/atlas.ts'
import { useDetail } from '../stores/details.ts'
import { setHoles } from '../stores/holes.ts'
import { openPicture, select, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { useSize } from '../ui/use-size.ts'
import { AtlasCanvas } from './AtlasCanvas.tsx'
import { AtlasFoot } from './AtlasFoot.tsx'
import { holeAt } from './hole-marks.ts'
import { markAt } from './marks.ts'
import type { AtlasScene } from './paint-atlas.ts'
import { nearestZoom, toggle, useAtlasKeys } from './use-atlas-keys.ts'
import { useAtlasScene } from './use-atlas-scene.ts'
import { useLasso } from './use-lasso.ts'

/** The map itself: what it shows and what a hand, or a key, does to it. */
export function AtlasPlane() {
  const box = useRef<HTMLDivElement>(null)
  const room = useSize(box)
  const keys = useId()
  const [pointer, setPointer] = useState<Place | null>(null)
  const lasso = useLasso()
  const scene = useAtlasScene(room, pointer, lasso.line)
  const { view, marks, holes, selected } = scene
  const ids = useAtlas(atlas => atlas.ids)
  const adds = useRef(false)
  const click = (at: Place) => {
    box.current?.focus({ preventScroll: true })
    const hole = holeAt(holes, at)
    if (hole) {
      setHoles({ under: hole.n })
      document.querySelector<HTMLElement>(`#hole-${hole.n} button`)?.focus()
      return
    }
    const mark = markAt(marks, at)
    if (!mark) setView({ chosen: new Set(), selected: null })
    else if (adds.current) toggle(idAt(ids, mark.index))
    else select(idAt(ids, mark.index))
  }
  const hands = useGestures(box, {
    pan: (dx, dy) => setAtlas({ view: panMap(view, room, dx, dy) }),
    zoom: (factor, at) => setAtlas({ view: zoomMap(view, room, factor, at, nearestZoom) }),
    click,
    hover: setPointer,
  })
  const onKeyDown = useAtlasKeys(scene)
  useEffect(() => setHoles({ under: null }), [])
  const detail = useDetail(selected >= 0 ? idAt(ids, selected) : null)
  const mark = marks.find(({ index }) => index === selected)
  const onDoubleClick = (event: React.MouseEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - left, y: event.clientY - top }
    const under = markAt(marks, at)
    if (!under) return
    if (under.count > 1) setAtlas({ view: zoomMap(view, room, 2.5, at, nearestZoom) })
    else openPicture(idAt(ids, under.index))
  }
  const spoken = [
    detail && t.atlas.picture(detail.prompt || t.stage.untitled, (mark?.count ?? 1) - 1),
    wordsAround(scene),
  ].filter(Boolean)
  return (
    <div className="map-middle">
      <PictureMenu>
        <div
          ref={box}
          className="map-plane atlas-plane"
          role="application"
          aria-roledescription={t.atlas.role}
          aria-label={t.atlas.plane(scene.places.length / 2)}
          aria-describedby={keys}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is one stop, arrows move inside
          tabIndex={0}
          data-under={scene.under && ('hole' in scene.under ? 'hole' : 'picture')}
          data-shown={marks.length}
          onKeyDown={onKeyDown}
          onDoubleClick={onDoubleClick}
          onContextMenu={event => {
            const { left, top } = event.currentTarget.getBoundingClientRect()
            const under = markAt(marks, { x: event.clientX - left, y: event.clientY - top })
            if (under && !scene.flags[under.index]) select(idAt(ids, under.index))
          }}
          onPointerDown={event => lasso.down(event) || hands.onPointerDown(event)}
          onPointerMove={event => lasso.move(event) || hands.onPointerMove(event)}
          onPointerUp={(event: PointerEvent<HTMLElement>) => {
            adds.current = event.ctrlKey || event.metaKey
            if (!lasso.up(event, view)) hands.onPointerUp(event)
          }}
          onPointerCancel={event => {
            lasso.cancel()
            hands.onPointerCancel(event)
          }}
          onPointerLeave={hands.onPointerLeave}
        >
          {room.width > 0 && <AtlasCanvas scene={scene} />}
        </div>
      </PictureMenu>
      <p id={keys} hidden>
        {t.atlas.keys}
      </p>
      <p className="visually-hidden" role="status">
        {spoken.join(', ')}
      </p>
      <AtlasFoot room={room} view={view} />
    </div>
  )
}

/** The words of the smallest region that the selected picture lies in. */
function wordsAround({ regions, places, selected }: AtlasScene): string {
  if (selected < 0) return ''
  const [x, y] = [places[2 * selected]!, places[2 * selected + 1]!]
  const same = (side: number, a: number, b: number) => Math.floor(a / side) === Math.floor(b / side)
  const region = regions.findLast(one => same(one.side, one.x, x) && same(one.side, one.y, y))
  return region ? t.atlas.among(region.words.join(', ')) : ''
}
