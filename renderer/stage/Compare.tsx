import { ChevronsLeftRight, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { imageUrl } from '../api.ts'
import { seedText } from '../lib/seed-text.ts'
import { fitScale } from '../lib/zoom.ts'
import { useDetail } from '../stores/details.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { useSize } from '../ui/use-size.ts'

/** Two pictures over each other, parted by a line that is dragged, or moved by the arrows. */
export function Compare({ a, b }: { a: string; b: string }) {
  const room = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [part, setPart] = useState(50)
  const frame = useSize(room)
  const [first, second] = [useDetail(a), useDetail(b)]
  const scale = first && frame.width ? fitScale(first, frame) : 0
  const move = (event: React.PointerEvent) => {
    if (event.buttons !== 1) return
    const { left, width } = box.current!.getBoundingClientRect()
    setPart(Math.min(100, Math.max(0, ((event.clientX - left) / width) * 100)))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -100, End: 100 }[event.key]
    if (!by) return
    event.preventDefault()
    setPart(old => Math.min(100, Math.max(0, old + by * (event.shiftKey ? 10 : 2))))
  }
  return (
    <>
      <div ref={room} className="viewer compare-room">
        {scale > 0 && first && (
          <div
            ref={box}
            className="compare"
            style={{ width: first.width * scale, height: first.height * scale }}
            onPointerDown={event => {
              event.currentTarget.setPointerCapture(event.pointerId)
              move(event)
            }}
            onPointerMove={move}
          >
            <img src={imageUrl(b)} alt={t.compare.right(second?.prompt ?? '')} draggable={false} />
            <img
              src={imageUrl(a)}
              alt={t.compare.left(first.prompt)}
              draggable={false}
              style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }}
            />
            <div
              className="compare-line"
              role="slider"
              tabIndex={0}
              aria-label={t.compare.line}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(part)}
              style={{ left: `${part}%` }}
              onKeyDown={onKeyDown}
            >
              <ChevronsLeftRight size={16} aria-hidden />
            </div>
            <span className="compare-seed">{seedText(first)}</span>
            <span className="compare-seed end">{second && seedText(second)}</span>
          </div>
        )}
      </div>
      <div className="picture-bar">
        <div className="bar-side">{t.compare.help}</div>
        <div className="bar-side end">
          <Button look="quiet" onClick={() => setView({ selected: b, other: a })}>
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
