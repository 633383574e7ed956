import { CircleDashed, Maximize, Minus, Plus } from 'lucide-react'
import { type MapView, zoomMap } from '../lib/map-view.ts'
import { duration } from '../lib/time.ts'
import type { Size } from '../lib/zoom.ts'
import { setAtlas, stopAtlas, useAtlas } from '../stores/atlas.ts'
import { closeHoles, setHoles, useHoles } from '../stores/holes.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { nearestZoom } from './use-atlas-keys.ts'

/** What can be done here, how far the placing is, what was never tried; nearer and farther. */
export function AtlasFoot({ room, view }: { room: Size; view: MapView }) {
  const open = useHoles(holes => holes.open)
  // What can be done with the chosen ones then stands below.
  const raised = useView(view => view.chosen.size > 0)
  const zoom = (factor: number) => () =>
    setAtlas({ view: zoomMap(view, room, factor, undefined, nearestZoom) })
  return (
    <>
      <div className="atlas-head">
        <AtlasState />
      </div>
      <footer className="map-foot" data-raised={raised}>
        <p title={t.atlas.wordsHelp}>{t.atlas.help}</p>
        <div className="map-zoom">
          <IconButton icon={Minus} label={t.atlas.zoomOut} keys="-" side="top" onClick={zoom(1 / 1.4)} />
          <IconButton
            icon={Maximize}
            label={t.atlas.fit}
            keys="Home"
            side="top"
            onClick={() => setAtlas({ view: null })}
          />
          <IconButton icon={Plus} label={t.atlas.zoomIn} keys="+" side="top" onClick={zoom(1.4)} />
        </div>
        <Button
          icon={CircleDashed}
          className="atlas-holes-button"
          aria-expanded={open}
          onClick={() => (open ? closeHoles() : setHoles({ open: true }))}
        >
          {t.atlas.holes.title}
        </Button>
      </footer>
    </>
  )
}

function AtlasState() {
  const { state, share, msLeft, waiting, error } = useAtlas()
  if (state === 'failed')
    return (
      <p className="problem" role="alert">
        {t.atlas.failed}: {error}
      </p>
    )
  if (state === 'stopped') return <p className="atlas-note">{t.atlas.stopped}</p>
  if (state === 'placing' && share !== null)
    return (
      <div className="map-progress">
        <Progress share={share} label={t.atlas.placing} />
        <small>
          {t.atlas.placing}
          {msLeft !== null && ` · ${t.atlas.left(duration(msLeft))}`}
        </small>
        <Button onClick={stopAtlas}>{t.atlas.stop}</Button>
      </div>
    )
  return waiting ? <p className="atlas-note">{t.atlas.waiting(waiting)}</p> : null
}
