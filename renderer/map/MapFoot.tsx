import { Maximize, Minus, Plus } from 'lucide-react'
import type { Spot } from '../lib/map-spot.ts'
import { type MapView, zoomMap } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import { setMap, useMap } from '../stores/map.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { most } from './paint.ts'

/** What a click would do here; what the shading means; nearer and farther. */
export function MapFoot({ under, room, view }: { under: Spot | null; room: Size; view: MapView }) {
  const placed = useMap(map => map.method !== null)
  const density = useMap(map => map.density)
  const zoom = (factor: number) => () => setMap({ view: zoomMap(view, room, factor) })
  return (
    <footer className="map-foot">
      <p>{t.map.under[under?.kind ?? (placed ? 'nothing' : 'waiting')]}</p>
      {placed && (
        <button
          type="button"
          className="map-legend"
          aria-pressed={density}
          title={t.map.density}
          onClick={() => setMap({ density: !density })}
        >
          <span>{t.map.densityLegend}</span>
          <small>{t.map.densityEven}</small>
          <i aria-hidden />
          <small>{t.map.densityMost(100 * most)}</small>
        </button>
      )}
      <div className="map-zoom">
        <IconButton icon={Minus} label={t.map.zoomOut} keys="-" side="top" onClick={zoom(0.8)} />
        <IconButton
          icon={Maximize}
          label={t.map.fit}
          keys="0"
          side="top"
          onClick={() => setMap({ view: null })}
        />
        <IconButton icon={Plus} label={t.map.zoomIn} keys="+" side="top" onClick={zoom(1.25)} />
      </div>
    </footer>
  )
}
