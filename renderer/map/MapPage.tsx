import { CircleAlert, Map as MapIcon } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { setMap, useMap } from '../stores/map.ts'
import { leaveHere, useHere } from '../stores/map-here.ts'
import { t } from '../strings.ts'
import { Notice } from '../ui/Notice.tsx'
import { DrawMap, MapHead } from './MapHead.tsx'
import { MapPlane } from './MapPlane.tsx'
import { RollList } from './RollList.tsx'

/** Many rolls of one prompt, placed by what they look like. */
export function MapPage() {
  const shown = useMap(map => map.rolls.length > 0 || map.state === 'rolling')
  const error = useMap(map => map.error)
  const count = useMap(map => map.count)
  return (
    <section className="map-page" aria-label={t.map.title} onKeyDown={leave}>
      <MapHead />
      {error && shown && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      {shown && <MapPlane />}
      {shown && <RollList />}
      {!shown && error && <Notice icon={CircleAlert} title={t.map.failed} text={error} tone="error" />}
      {!shown && !error && (
        <Notice icon={MapIcon} title={t.map.empty} text={t.map.emptyText(count)}>
          <DrawMap />
        </Notice>
      )}
    </section>
  )
}

/** One step back: the card, the selection; then the page. */
function leave(event: KeyboardEvent) {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  const { between, selected } = useMap.getState()
  if (between) setMap({ between: null })
  else if (useHere.getState().at) leaveHere()
  else if (selected !== null) setMap({ selected: null })
  else return
  event.preventDefault()
}
