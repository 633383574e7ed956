import { X } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { imageUrl } from '../api.ts'
import { inSight, placeOf } from '../lib/zoom.ts'
import { useDetail } from '../stores/details.ts'
import { setFrame } from '../stores/stage-frame.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { useSize } from '../ui/use-size.ts'
import { CompareLine } from './CompareLine.tsx'
import { usePanAndZoom } from './pan-and-zoom.ts'
import { ZoomMenu } from './ZoomMenu.tsx'

/** Two pictures over each other, zoomed and moved as one, parted by a line across what is in sight of them. */
export function Compare({ a, b }: { a: string; b: string }) {
  const frame = useRef<HTMLElement>(null)
  const [part, setPart] = useState(50)
  const room = useSize(frame)
  const zoom = useView(view => view.zoom)
  const handlers = usePanAndZoom(frame)
  const [first, second] = [useDetail(a), useDetail(b)]
  // Of the same form mostly; the larger one decides.
  const larger = first && second && second.width > first.width ? second : first
  useEffect(() => {
    if (larger && room.width) setFrame(larger, room)
  }, [larger, room])

  const place = larger && room.width ? placeOf(zoom, larger, room) : null
  const sight = place && inSight(place, room)
  const sharp = larger && place && !zoom.fit && place.width > larger.width
  const style: CSSProperties = place
    ? {
        width: place.width,
        height: place.height,
        translate: zoom.fit ? undefined : `${zoom.x}px ${zoom.y}px`,
      }
    : {}
  const right = place && sight && place.left + place.width - sight.left - (sight.width * part) / 100
  return (
    <>
      <section
        ref={frame}
        className="viewer compare-room"
        aria-label={t.compare.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what pans and zooms must be reachable by keys
        tabIndex={0}
        data-fit={zoom.fit}
        {...handlers}
      >
        {sight && first && (
          <>
            <img
              src={imageUrl(b)}
              alt={t.compare.right(second?.prompt ?? '')}
              data-sharp={sharp}
              style={style}
              draggable={false}
            />
            <img
              src={imageUrl(a)}
              alt={t.compare.left(first.prompt)}
              data-sharp={sharp}
              style={{ ...style, clipPath: `inset(0 ${right}px 0 0)` }}
              draggable={false}
            />
            <CompareLine first={first} second={second} sight={sight} part={part} onPart={setPart} />
          </>
        )}
      </section>
      <div className="picture-bar">
        <div className="bar-side">
          <ZoomMenu />
          <span>{t.compare.help}</span>
        </div>
        <div className="bar-side end">
          <Button look="quiet" onClick={() => setView({ show: 'compare', selected: b, other: a })}>
            {t.compare.swap}
          </Button>
          <Button icon={X} onClick={() => setView({ show: 'picture' })}>
            {t.compare.done}
          </Button>
        </div>
      </div>
    </>
  )
}
