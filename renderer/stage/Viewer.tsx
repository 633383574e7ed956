import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { scaleOf } from '../lib/zoom.ts'
import { setFrame } from '../stores/stage-frame.ts'
import { useView } from '../stores/view.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { useSize } from '../ui/use-size.ts'
import { startDrag } from './drag-out.ts'
import { usePanAndZoom } from './pan-and-zoom.ts'
import { type Decoded, useDecoded } from './use-decoded.ts'

type Props = {
  src: string
  alt: string
  id: string
  /** What is shown until the picture itself is there: the last thing that was predicted of it. */
  under: Decoded | null
  /** What lies over the picture, in its very place. */
  over?: (style: CSSProperties, sharp: boolean) => ReactNode
  onError: () => void
}

/** A picture in a frame: fitted and smooth, or enlarged with every pixel sharp; wheel zooms, dragging moves. */
export function Viewer({ src, alt, id, under, over, onError }: Props) {
  const frame = useRef<HTMLElement>(null)
  const room = useSize(frame)
  const zoom = useView(view => view.zoom)
  const own = useDecoded(src, onError)
  const picture = own ?? under
  const handlers = usePanAndZoom(frame)
  const scale = picture && room.width ? scaleOf(zoom, picture, room) : 0
  const sharp = !zoom.fit && scale > 1
  const style: CSSProperties = picture
    ? {
        width: picture.width * scale,
        height: picture.height * scale,
        translate: zoom.fit ? undefined : `${zoom.x}px ${zoom.y}px`,
      }
    : {}

  useEffect(() => {
    if (picture) setFrame(picture, room)
  }, [picture, room])

  return (
    <PictureMenu>
      <section
        ref={frame}
        className="viewer"
        aria-label={alt}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what pans and zooms must be reachable by keys
        tabIndex={0}
        data-fit={zoom.fit}
        {...handlers}
      >
        {picture && scale > 0 && (
          <img
            src={picture.src}
            alt={picture.src === src ? alt : ''}
            data-sharp={sharp}
            style={style}
            draggable={zoom.fit}
            onDragStart={event => startDrag(event, id)}
          />
        )}
        {picture && scale > 0 && over?.(style, sharp)}
      </section>
    </PictureMenu>
  )
}
