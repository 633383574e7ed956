import { useEffect, useRef, useState } from 'react'
import { type Size, scaleOf } from '../lib/zoom.ts'
import { setFrame } from '../stores/stage-frame.ts'
import { useView } from '../stores/view.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { useSize } from '../ui/use-size.ts'
import { useDragOut } from './drag-out.ts'
import { usePanAndZoom } from './pan-and-zoom.ts'

type Props = { src: string; alt: string; size: Size | null; id: string; onError: () => void }
const none: Size = { width: 0, height: 0 }

/** A picture in a frame: fitted and smooth, or enlarged with every pixel sharp; wheel zooms, dragging moves. */
export function Viewer({ src, alt, size, id, onError }: Props) {
  const frame = useRef<HTMLElement>(null)
  const image = useRef<HTMLImageElement>(null)
  const room = useSize(frame)
  const zoom = useView(view => view.zoom)
  const [natural, setNatural] = useState<Size>(none)
  const picture = size ?? natural
  const handlers = usePanAndZoom(frame)
  const dragOut = useDragOut(id)
  const scale = picture.width && room.width ? scaleOf(zoom, picture, room) : 0

  useEffect(() => {
    if (picture.width) setFrame(picture, room)
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
        <img
          key={src}
          ref={image}
          src={src}
          alt={alt}
          decoding="async"
          data-ready={scale > 0}
          data-sharp={!zoom.fit && scale > 1}
          style={{
            width: picture.width * scale || undefined,
            height: picture.height * scale || undefined,
            translate: zoom.fit ? undefined : `${zoom.x}px ${zoom.y}px`,
          }}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            setNatural({ width, height })
          }
          onError={onError}
          {...(zoom.fit ? dragOut : { draggable: false })}
        />
      </section>
    </PictureMenu>
  )
}
